namespace Soquete.Wire.Application;

/// <summary>The records of a DNS message as they lie in it (RFC 1035 section 4.1.3).</summary>
public readonly ref struct DnsRecords
{
    private readonly DnsView _message;

    internal DnsRecords(DnsView message) => _message = message;

    /// <summary>Whether all questions and records are there that are said to be.</summary>
    public bool IsWellFormed
    {
        get
        {
            var records = GetEnumerator();
            while (records.MoveNext())
            {
            }

            return !records.IsMalformed;
        }
    }

    /// <summary>Goes through them, up to the last or to one that is not whole.</summary>
    public Enumerator GetEnumerator() => new(_message);

    /// <summary>Goes through the records. Each step takes at least eleven bytes, so it ends.</summary>
    public ref struct Enumerator
    {
        private readonly DnsView _message;
        private readonly int _all;
        private int _end;
        private int _taken;
        private DnsRecordView _current;

        internal Enumerator(DnsView message)
        {
            _message = message;
            var questions = message.Questions.GetEnumerator();
            while (questions.MoveNext())
            {
            }

            _end = questions.End;
            IsMalformed = questions.IsMalformed;
            _all = IsMalformed ? 0 : message.AnswerCount + message.AuthorityCount + message.AdditionalCount;
        }

        /// <summary>The record that it is at.</summary>
        public readonly DnsRecordView Current => _current;

        /// <summary>The section of the record that it is at.</summary>
        public readonly DnsSection Section =>
            _taken <= _message.AnswerCount ? DnsSection.Answer
            : _taken <= _message.AnswerCount + _message.AuthorityCount ? DnsSection.Authority
            : DnsSection.Additional;

        /// <summary>Whether it ended at a question or a record that is not whole.</summary>
        public bool IsMalformed { get; private set; }

        /// <summary>Goes to the next record; false at the end, and at one that is not whole.</summary>
        public bool MoveNext()
        {
            if (IsMalformed || _taken >= _all)
            {
                return false;
            }

            IsMalformed = !DnsRecordView.TryRead(_message.Bytes, _end, out _current, out var end);
            _end = end;
            _taken += IsMalformed ? 0 : 1;
            return !IsMalformed;
        }
    }
}

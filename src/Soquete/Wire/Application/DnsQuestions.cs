namespace Soquete.Wire.Application;

/// <summary>The questions of a DNS message as they lie in it (RFC 1035 section 4.1.2).</summary>
public readonly ref struct DnsQuestions
{
    private readonly DnsView _message;

    internal DnsQuestions(DnsView message) => _message = message;

    /// <summary>Goes through them, up to the last or to one that is not whole.</summary>
    public Enumerator GetEnumerator() => new(_message);

    /// <summary>Goes through the questions. Each step takes at least five bytes, so it ends.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<byte> _message;
        private int _left;
        private DnsQuestionView _current;

        internal Enumerator(DnsView message)
        {
            _message = message.Bytes;
            _left = message.QuestionCount;
            End = DnsView.HeaderLength;
        }

        /// <summary>The question that it is at.</summary>
        public readonly DnsQuestionView Current => _current;

        /// <summary>Whether it ended at a question that is not whole.</summary>
        public bool IsMalformed { get; private set; }

        /// <summary>Where what follows the current question begins.</summary>
        internal int End { get; private set; }

        /// <summary>Goes to the next question; false at the end, and at one that is not whole.</summary>
        public bool MoveNext()
        {
            if (_left == 0)
            {
                return false;
            }

            if (!DnsQuestionView.TryRead(_message, End, out _current, out var end))
            {
                IsMalformed = true;
                _left = 0;
                return false;
            }

            End = end;
            _left--;
            return true;
        }
    }
}

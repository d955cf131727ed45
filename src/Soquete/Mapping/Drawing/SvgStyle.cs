namespace Soquete.Mapping.Drawing;

/// <summary>The look of a picture, light and dark.</summary>
internal static class SvgStyle
{
    public const string Text =
        """
        svg { --paper: #fafaf8; --box: #fff; --edge: #bfc5ce; --text: #1b212c; --dim: #626c7c;
          --tcp: #2463c4; --udp: #0d7f74; --unix: #7648c0; --pipe: #80641a; --other: #626c7c; --problem: #c22f2b; }
        @media (prefers-color-scheme: dark) {
          svg { --paper: #13161b; --box: #1d222a; --edge: #414b5a; --text: #e5e9ef; --dim: #9aa4b4;
            --tcp: #6ba6f6; --udp: #4fc4b5; --unix: #b597f2; --pipe: #d4b45f; --other: #9aa4b4; --problem: #f5736d; }
        }
        .paper { fill: var(--paper); }
        text { font: 11px ui-monospace, "DejaVu Sans Mono", Menlo, "Liberation Mono", monospace; fill: var(--text);
          direction: ltr; unicode-bidi: isolate; white-space: pre; }
        text.title { font-size: 13px; font-weight: bold; }
        text.dim { fill: var(--dim); }
        .box > rect { fill: var(--box); stroke: var(--edge); }
        .outside > rect { stroke-dasharray: 4 3; }
        .box.problem > rect { stroke: var(--problem); }
        .line { fill: none; stroke: var(--colour); stroke-width: 1.4; }
        .waits .line { stroke-dasharray: 5 4; }
        .head, .port { fill: var(--colour); }
        .label { fill: var(--colour); }
        .tcp { --colour: var(--tcp); } .udp { --colour: var(--udp); } .unix { --colour: var(--unix); }
        .pipe { --colour: var(--pipe); } .other { --colour: var(--other); } .problem { --colour: var(--problem); }
        g.problem > .line { stroke-width: 2.2; }
        g.problem > text.row { fill: var(--problem); }
        """;
}

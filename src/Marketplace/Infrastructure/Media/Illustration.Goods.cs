using System.Globalization;

namespace Marketplace.Infrastructure.Media;

/// <content>What is drawn for each motif.</content>
public sealed partial class Illustration
{
    private void Cloth(string motif)
    {
        var dark = motif == "brocade" ? _colours[2] : "#1f2a5c";
        var light = motif == "batik" ? "#f4efe2" : _colours[3];
        Rect(110, 90, 740, 780, dark);
        var rows = 6 + Next(3);
        var step = 780f / rows;
        for (var row = 0; row < rows; row++)
        {
            var y = 90 + (row * step);
            var kind = Next(3);
            if (kind == 0)
            {
                Rect(110, y + (step * 0.2f), 740, step * 0.18f, _colours[1 + Next(4)]);
                Rect(110, y + (step * 0.55f), 740, step * 0.1f, light);
                continue;
            }

            var count = 4 + Next(4);
            var width = 740f / count;
            for (var i = 0; i < count; i++)
            {
                var cx = 110 + (width * (i + 0.5f));
                var cy = y + (step / 2);
                Lozenge(cx, cy, width * 0.42f, step * 0.4f, kind == 1 ? light : _colours[1 + ((row + i) % 4)]);
                Lozenge(cx, cy, width * 0.2f, step * 0.18f, dark);
            }
        }

        for (var x = 116; x < 850; x += 14)
        {
            Rect(x, 870, 5, 40 + Next(14), dark);
        }
    }

    private void Vessel()
    {
        Ellipse(480, 830, 300, 36, "#d8cdb8");
        _svg.Append(CultureInfo.InvariantCulture, $"<path d='M340 250 Q{200 - Next(60)} 520 350 810 L610 810 Q{760 + Next(60)} 520 620 250 Z' fill='#b5633a'/>");
        Ellipse(480, 250, 140, 34, "#7d3f20");
        for (var band = 0; band < 4; band++)
        {
            var y = 380 + (band * 100) + Next(20);
            for (var x = 330; x <= 630; x += 60)
            {
                Lozenge(x, y, 22, 16, _colours[1 + ((band + (x / 60)) % 4)]);
            }
        }
    }

    /// <summary>A glass jar with a cloth lid and a plain paper label.</summary>
    private void Jar()
    {
        Ellipse(480, 830, 270, 34, "#d8cdb8");
        _svg.Append("<rect x='270' y='260' width='420' height='570' rx='70' fill='#e9dcc0'/>");
        _svg.Append(CultureInfo.InvariantCulture, $"<path d='M285 {360 + Next(50)} H675 V750 Q675 815 610 815 H350 Q285 815 285 750 Z' fill='#d9922b'/>");
        Rect(330, 470, 300, 210, "#f6efe0");
        for (var i = 0; i < 3; i++)
        {
            Lozenge(390 + (i * 90), 575, 34, 44, _colours[1 + ((i + Next(4)) % 4)]);
        }

        Rect(300, 170, 360, 100, _colours[2]);
        Rect(300, 236, 360, 16, _colours[3]);
    }

    /// <summary>An open silver ring with engraved strokes.</summary>
    private void Ring()
    {
        var (open, width) = (26 + Next(20), 84 + Next(24));
        Ellipse(480, 836, 260, 30, "#d8cdb8");
        Arc(270, open, width, "#8f96a3");
        Arc(270, open + 2, width - 22, "#c9ced8");
        for (var degrees = 90 + open + 12; degrees < 450 - open - 8; degrees += 14)
        {
            var (sin, cos) = MathF.SinCos(degrees * MathF.PI / 180);
            var reach = degrees % 28 == 0 ? 26 : 16;
            _svg.Append(CultureInfo.InvariantCulture, $"<path d='M{480 + ((270 - reach) * cos):F0} {500 + ((270 - reach) * sin):F0}L{480 + ((270 + reach) * cos):F0} {500 + ((270 + reach) * sin):F0}' stroke='#6d7482' stroke-width='6'/>");
        }
    }

    /// <summary>Round the middle, open below by so many degrees to either side.</summary>
    private void Arc(float radius, int open, int width, string stroke)
    {
        var (sin, cos) = MathF.SinCos((90 + open) * MathF.PI / 180);
        _svg.Append(CultureInfo.InvariantCulture, $"<path d='M{480 + (radius * cos):F0} {500 + (radius * sin):F0}A{radius:F0} {radius:F0} 0 1 1 {480 - (radius * cos):F0} {500 + (radius * sin):F0}' fill='none' stroke='{stroke}' stroke-width='{width}' stroke-linecap='round'/>");
    }

    /// <summary>Strips hung over the hearth to dry.</summary>
    private void Strips()
    {
        Rect(120, 170, 720, 26, "#7a5226");
        for (var x = 170; x < 780; x += 86)
        {
            var (length, lean) = (430 + Next(190), Next(50) - 25);
            Rect(x + 26, 160, 8, 60, "#c9b48a");
            _svg.Append(CultureInfo.InvariantCulture, $"<path d='M{x} 215 Q{x + 30} 190 {x + 60} 215 L{x + 56 + lean} {215 + length} Q{x + 30 + lean} {245 + length} {x + 8 + lean} {215 + length} Z' fill='{(Next(2) == 0 ? "#7a3b24" : "#8f4a2c")}'/>");
            Rect(x + 24 + (lean / 2), 260, 7, length - 90, "#5e2b19");
        }
    }

    private void Weave()
    {
        for (var y = 0; y < 12; y++)
        {
            for (var x = 0; x < 12; x++)
            {
                var across = (x + y) % 2 == 0;
                var tone = across ? "#c79a55" : "#a9783a";
                Rect(120 + (x * 60) + (across ? 0 : 8), 120 + (y * 60) + (across ? 8 : 0), across ? 60 : 44, across ? 44 : 60, Next(9) == 0 ? _colours[2] : tone);
            }
        }

        _svg.Append("<rect x='108' y='108' width='744' height='744' rx='24' fill='none' stroke='#7a5226' stroke-width='26'/>");
    }

    private void Pipes()
    {
        Ellipse(480, 640, 120, 80, "#7a5226");
        for (var i = 0; i < 6; i++)
        {
            Rect(390 + (i * 32), 130 + (i * 34) + Next(20), 24, 640 - (i * 34), i % 2 == 0 ? "#c79a55" : "#a9783a");
        }

        Rect(380, 500, 210, 20, _colours[2]);
        Rect(380, 560, 210, 14, _colours[3]);
    }

    private void Heap(string motif)
    {
        var (one, two) = motif switch
        {
            "tea" => ("#3f6b3a", "#6d8f4e"),
            "coffee" => ("#4a2c1a", "#6b4327"),
            "rice" => ("#efe3c0", "#d9c48c"),
            "spice" => ("#8a4b22", "#b06a2e"),
            "herbal" => ("#4f7a4a", "#89a86a"),
            _ => ("#c4452f", "#e08a3a"),
        };
        Ellipse(480, 700, 380, 150, "#a9783a");
        Ellipse(480, 680, 350, 125, "#c79a55");
        for (var i = 0; i < 150; i++)
        {
            var angle = Next(628) / 100f;
            var reach = Next(100) / 100f;
            var x = 480 + (MathF.Cos(angle) * reach * 310);
            var y = 640 - ((1 - reach) * 230) + (MathF.Sin(angle) * reach * 80);
            _svg.Append(CultureInfo.InvariantCulture, $"<ellipse cx='{x:F0}' cy='{y:F0}' rx='{24 + Next(14)}' ry='{11 + Next(8)}' transform='rotate({Next(180)} {x:F0} {y:F0})' fill='{(i % 3 == 0 ? two : one)}' stroke='#00000022' stroke-width='2'/>");
        }
    }
}

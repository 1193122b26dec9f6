using System.Globalization;

namespace Marketplace.Infrastructure.Media;

/// <content>What is drawn for the steps of crafts: tools and materials, never a community's pattern.</content>
public sealed partial class Illustration
{
    private const string Wood = "#7a5226";
    private const string Straw = "#c79a55";
    private const string Clay = "#b5633a";
    private const string Iron = "#3a3d46";
    private const string Indigo = "#27357a";
    private const string Hemp = "#efe3c8";
    private const string Leaf = "#3f6b3a";
    private const string Flame = "#d9582b";

    /// <summary>The motifs of the steps that the demonstration tells.</summary>
    public static IReadOnlyList<string> StepMotifs { get; } =
        ["stalks", "skein", "boil", "loom", "stretch", "press", "vat", "wax", "drying", "basket", "pan", "clay", "shape", "polish", "burn", "line-up", "palm", "tubes", "cakes", "tray", "curls"];

    /// <returns>Whether it is one of the steps.</returns>
    private bool DrawStep(string motif)
    {
        Action? draw = motif switch
        {
            "stalks" => Stalks,
            "skein" => Skeins,
            "boil" => () => OverFire(Iron, "#cfd6d2"),
            "pan" => () => OverFire(Iron, Leaf),
            "loom" => () => Loom(isWoven: true),
            "stretch" => () => Loom(isWoven: false),
            "press" => Press,
            "vat" => Vat,
            "wax" => Wax,
            "drying" => Drying,
            "basket" => Basket,
            "clay" => ClayLump,
            "shape" => () => Pot(480, 300, isTurned: true),
            "polish" => () => Pot(480, 300, isTurned: false),
            "burn" => Bonfire,
            "line-up" => () => PotsInRow(560),
            "palm" => Palm,
            "tubes" => Tubes,
            "cakes" => Cakes,
            "tray" => () => Tray(isRolled: false),
            "curls" => () => Tray(isRolled: true),
            _ => null,
        };
        draw?.Invoke();
        return draw is not null;
    }

    private void Path(string d, string fill) => _svg.Append(CultureInfo.InvariantCulture, $"<path d='{d}' fill='{fill}'/>");

    private void Stroke(string d, string colour, int width) =>
        _svg.Append(CultureInfo.InvariantCulture, $"<path d='{d}' fill='none' stroke='{colour}' stroke-width='{width}' stroke-linecap='round'/>");

    private void Ground() => Ellipse(480, 850, 400, 40, "#d8cdb8");

    private void Stalks()
    {
        Ground();
        for (var x = 190; x <= 770; x += 58)
        {
            var top = 150 + Next(90);
            Stroke($"M{x} {top}V840", Leaf, 12);
            for (var y = top + 20; y < 760; y += 90)
            {
                Stroke($"M{x} {y}q-26 -34 -44 -20M{x} {y + 40}q26 -34 44 -20", "#6d8f4e", 10);
            }
        }
    }

    private void Skeins()
    {
        Rect(110, 190, 740, 26, Wood);
        for (var x = 170; x <= 690; x += 130)
        {
            var length = 420 + Next(90);
            for (var strand = 0; strand < 5; strand++)
            {
                Stroke($"M{x + (strand * 9)} 200V{200 + length}q{45 - (strand * 9)} 60 {90 - (strand * 18)} 0V200", strand % 2 == 0 ? Hemp : "#d8c08c", 7);
            }
        }
    }

    private void OverFire(string vessel, string within)
    {
        Ground();
        for (var x = 330; x <= 630; x += 100)
        {
            Path($"M{x} 840q-60 -90 0 -170q60 80 0 170z", x % 200 == 130 ? Flame : "#f0b12b");
        }

        Path("M200 420h560q-20 260 -280 260t-280 -260z", vessel);
        Ellipse(480, 420, 280, 62, "#23252c");
        Ellipse(480, 424, 250, 46, within);
        for (var x = 380; x <= 580; x += 100)
        {
            Stroke($"M{x} 350q-40 -50 0 -100t0 -100", "#b8b2a4", 12);
        }
    }

    private void Loom(bool isWoven)
    {
        Rect(150, 120, 34, 740, Wood);
        Rect(776, 120, 34, 740, Wood);
        Rect(130, 150, 700, 30, Wood);
        Rect(130, 780, 700, 30, Wood);
        for (var x = 210; x <= 750; x += 18)
        {
            Stroke($"M{x} 180V780", Hemp, 5);
        }

        Rect(190, 380, 580, 24, Straw);
        if (isWoven)
        {
            for (var y = 540; y < 780; y += 30)
            {
                Rect(200, y, 560, 24, y % 60 == 0 ? _colours[1] : _colours[3]);
            }

            Lozenge(480, 500, 110, 22, Wood);
        }
    }

    private void Press()
    {
        Ground();
        Path("M210 330q270 -70 540 0l-30 110q-240 60 -480 0z", "#8f96a3");
        Path("M250 430q230 70 460 0l40 60q-270 90 -540 0z", Hemp);
        Rect(200, 520, 560, 120, Wood);
        Ellipse(200, 580, 40, 60, "#5e3d1a");
        Ellipse(760, 580, 40, 60, Straw);
        Path("M240 640h480l60 190h-600z", Hemp);
    }

    private void Vat()
    {
        Ground();
        Stroke("M180 190H780", Wood, 24);
        Path("M340 200h280v330h-280z", "#5364ac");
        Path("M220 500h520l-50 340h-420z", Wood);
        Rect(236, 610, 488, 26, Iron);
        Rect(262, 760, 436, 26, Iron);
        Ellipse(480, 500, 260, 56, "#18214f");
        Path("M340 440h280v70q-140 40 -280 0z", Indigo);
    }

    private void Wax()
    {
        Rect(130, 200, 620, 640, Hemp);
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < (row == 2 ? 1 : 3); column++)
            {
                Stroke($"M{250 + (column * 170)} {270 + (row * 180)}l60 70l-60 70l-60 -70z", "#c9a227", 9);
            }
        }

        Stroke("M470 690L760 330", Straw, 26);
        Path("M440 730l18 -74l52 40z", "#b06a2e");
        Ellipse(770, 760, 110, 50, Iron);
        Ellipse(770, 748, 86, 32, "#e0a030");
    }

    private void Drying()
    {
        Ellipse(760, 190, 80, 80, "#f0b12b");
        Rect(150, 250, 26, 600, Wood);
        Rect(780, 290, 26, 560, Wood);
        Stroke("M140 300H820", Straw, 20);
        for (var i = 0; i < 3; i++)
        {
            Path($"M{210 + (i * 190)} 300h150v{400 + Next(80)}q-75 30 -150 0z", i switch { 0 => "#8491c9", 1 => "#5364ac", _ => Indigo });
        }

        Ground();
    }

    private void Basket()
    {
        Ground();
        for (var i = 0; i < 60; i++)
        {
            var (x, y) = (250 + Next(460), 330 + Next(150));
            _svg.Append(CultureInfo.InvariantCulture, $"<ellipse cx='{x}' cy='{y}' rx='46' ry='18' transform='rotate({Next(180)} {x} {y})' fill='{(i % 3 == 0 ? "#6d8f4e" : Leaf)}'/>");
        }

        Path("M200 450h560l-70 390h-420z", Straw);
        for (var y = 490; y < 830; y += 50)
        {
            for (var x = 250 + ((y - 490) / 6); x < 700 - ((y - 490) / 6); x += 60)
            {
                Rect(x, y, 34, 22, "#a9783a");
            }
        }
    }

    private void ClayLump()
    {
        Ground();
        Path("M240 830q-40 -260 140 -330q80 -90 200 -10q200 60 150 340z", Clay);
        Path("M330 640q90 -80 190 -20", "#7d3f20");
        Ellipse(250, 830, 110, 30, "#e0cfa4");
    }

    private void Pot(int x, int top, bool isTurned)
    {
        Ellipse(x, 830, 250, 34, Wood);
        Path($"M{x - 90} {top}q-210 250 -60 520h300q150 -270 -60 -520z", Clay);
        Ellipse(x, top, 90, 24, "#7d3f20");
        if (isTurned)
        {
            Stroke($"M{x - 330} 860q330 110 660 0", _colours[1], 14);
            Stroke($"M{x + 290} 830l44 28l-52 32", _colours[1], 14);
        }
        else
        {
            Stroke($"M{x - 150} 520q150 70 300 0M{x - 176} 620q176 80 352 0", "#d98b5f", 22);
        }
    }

    private void Bonfire()
    {
        Ground();
        for (var x = 180; x <= 780; x += 60)
        {
            Path($"M{x} 850q-70 -140 0 -{260 + Next(120)}q70 130 0 {260}z", x % 120 == 60 ? "#f0b12b" : Flame);
        }

        PotsInRow(640);
        for (var x = 150; x < 810; x += 44)
        {
            Stroke($"M{x} {850 - Next(20)}l{60 - Next(30)} -{50 + Next(40)}", Straw, 12);
        }
    }

    private void PotsInRow(int top)
    {
        for (var x = 260; x <= 700; x += 220)
        {
            Path($"M{x - 44} {top}q-110 110 -30 230h148q80 -120 -30 -230z", Clay);
            Ellipse(x, top, 44, 14, "#7d3f20");
            for (var spot = 0; spot < 7; spot++)
            {
                Ellipse(x - 60 + Next(120), top + 60 + Next(130), 8 + Next(10), 6 + Next(6), "#4a2c1a");
            }
        }
    }

    private void Palm()
    {
        Ground();
        Path("M450 840L468 330h30L520 840z", Wood);
        for (var angle = 200; angle <= 340; angle += 20)
        {
            var (sin, cos) = MathF.SinCos(angle * MathF.PI / 180);
            Stroke(string.Create(CultureInfo.InvariantCulture, $"M483 330L{483 + (290 * cos):F0} {330 + (240 * sin):F0}"), angle % 40 == 0 ? Leaf : "#6d8f4e", 34);
        }

        for (var x = 400; x <= 560; x += 80)
        {
            Stroke($"M{x} 350v60", Leaf, 10);
            Rect(x - 18, 410, 36, 110, Straw);
        }

        Stroke("M590 840V380M590 460h60M590 560h60M590 660h60M590 760h60M650 840V380", "#a9783a", 14);
    }

    private void Tubes()
    {
        Ground();
        for (var x = 250; x <= 650; x += 100)
        {
            var top = 380 + Next(60);
            Rect(x, top, 70, 450, Straw);
            Ellipse(x + 35, top, 35, 12, "#e9dcc0");
            Rect(x, top + 150, 70, 10, "#a9783a");
            Rect(x, top + 310, 70, 10, "#a9783a");
        }
    }

    private void Tray(bool isRolled)
    {
        Ellipse(480, 560, 400, 210, "#a9783a");
        Ellipse(480, 545, 370, 185, Straw);
        for (var i = 0; i < 70; i++)
        {
            var (sin, cos) = MathF.SinCos(Next(628) / 100f);
            var reach = MathF.Sqrt(Next(100) / 100f);
            var (x, y) = ((int)(480 + (cos * reach * 310)), (int)(545 + (sin * reach * 140)));
            if (isRolled)
            {
                Stroke($"M{x} {y}q14 -26 28 -4t26 -6", i % 3 == 0 ? "#4f5a2c" : Leaf, 9);
            }
            else
            {
                _svg.Append(CultureInfo.InvariantCulture, $"<ellipse cx='{x}' cy='{y}' rx='34' ry='13' transform='rotate({Next(180)} {x} {y})' fill='{(i % 3 == 0 ? "#89a86a" : Leaf)}'/>");
            }
        }
    }

    private void Cakes()
    {
        Ground();
        for (var row = 0; row < 3; row++)
        {
            for (var i = 0; i <= 3 - row; i++)
            {
                var (x, y) = (230 + (row * 84) + (i * 168), 760 - (row * 120));
                Rect(x - 78, y - 30, 156, 70, "#a8641f");
                Ellipse(x, y + 40, 78, 26, "#a8641f");
                Ellipse(x, y - 30, 78, 26, "#c98a3a");
            }
        }
    }
}

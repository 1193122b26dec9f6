using System.Diagnostics;
using System.Globalization;

namespace Marketplace.Infrastructure.Seeding;

/// <summary>Says on the console what the first start is doing: step, percent, seconds.</summary>
internal sealed class SeedProgress(TextWriter console)
{
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private string _step = "";
    private int _percent = -1;

    public void Report(string step, string detail, int done, int total)
    {
        var percent = total == 0 ? 100 : done * 100 / total;
        if (step == _step && percent < _percent + 5)
        {
            return;
        }

        (_step, _percent) = (step, percent);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {step,-10} {percent,3} %  {_since.Elapsed.TotalSeconds,5:0.0} s  {detail}"));
    }
}

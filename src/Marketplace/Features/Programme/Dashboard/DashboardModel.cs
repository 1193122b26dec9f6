using System.Globalization;
using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;
using Marketplace.Infrastructure.Charts;

namespace Marketplace.Features.Programme.Dashboard;

/// <summary>The three controls and the comparison, all in the address.</summary>
public sealed record Choices(string What, string Where, string When, string Against)
{
    public const string Previous = "previous";
    public const string Year = "year";

    public string Query => $"what={What}&where={Where}&when={When}&against={Against}";

    public Choices At(string where) => this with { Where = where };

    public Choices About(string what) => this with { What = what };

    public Choices In(string when) => this with { When = when };
}

public sealed record Detail(string Name, string Text);

public sealed record NamedCode(string Code, string Name);

/// <summary>A headline figure with its change, its last periods and the reason when there is none.</summary>
public sealed record DashboardTile(
    string Code, string Name, long? Amount, string Text, string Quality, string Reason, long? Earlier, Figures.Change Change, IReadOnlyList<long?> Trend);

/// <summary>A figure of a period or of a place.</summary>
public sealed record FigureRow(
    string Code, string Name, string ShortName, long? Amount, string Text, string Quality, string Reason, long? Earlier, Figures.Change? Change)
{
    /// <summary>Nothing was sold here, now or in the period it is compared with, whatever is asked.</summary>
    public bool IsQuiet { get; init; }
}

public sealed record DashboardModel
{
    public required Choices Choices { get; init; }

    public required string Title { get; init; }

    public required string PlaceName { get; init; }

    public required AdminLevel Level { get; init; }

    public required string Period { get; init; }

    public required string Before { get; init; }

    public required string BeforeCode { get; init; }

    /// <summary>The period has not ended, so its figures still grow.</summary>
    public required bool IsRunning { get; init; }

    /// <summary>The month that runs, where the page began with the one before for its sake.</summary>
    public required NamedCode? Begun { get; init; }

    public required DateOnly UpTo { get; init; }

    public required IReadOnlyList<NamedCode> Path { get; init; }

    public required IReadOnlyList<NamedCode> Siblings { get; init; }

    public required IReadOnlyList<NamedCode> Places { get; init; }

    public required IReadOnlyList<NamedCode> Indicators { get; init; }

    public required IReadOnlyList<NamedCode> Periods { get; init; }

    public required IReadOnlyList<DashboardTile> Tiles { get; init; }

    public required MeasureUnit Unit { get; init; }

    public required IReadOnlyList<FigureRow> Trend { get; init; }

    /// <summary>What the definition asks for beside the figure.</summary>
    public required IReadOnlyList<Detail> Details { get; init; }

    public required IReadOnlyList<FigureRow> Inside { get; init; }

    public required IReadOnlyList<Part> MoneyGoes { get; init; }

    public required IReadOnlyList<Part> Groups { get; init; }

    public required bool HasDemo { get; init; }

    public required bool ListIsDemo { get; init; }

    public bool HasMap => Level == AdminLevel.Country && Inside.Count > 0;

    public bool HasSales => MoneyGoes.Any(part => part.Amount != 0);

    public string Day => UpTo.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

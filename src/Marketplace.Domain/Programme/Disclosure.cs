namespace Marketplace.Domain.Programme;

/// <summary>Why a public figure is not shown.</summary>
public enum Suppression
{
    None = 0,

    /// <summary>Fewer than five producers or ten orders.</summary>
    TooFew = 1,

    /// <summary>One producer has more than 70 % of the value.</summary>
    Dominated = 2,

    /// <summary>Safe by itself, hidden so that totals give nothing else away.</summary>
    Complementary = 3,
}

/// <summary>What can be told about who is behind a cell.</summary>
public readonly record struct CellMembers(int Producers, int Orders, long ValueDong, long TopProducerDong);

/// <summary>Who is behind a cell by name, so that whoever is behind two of them counts once. Where there are many they are not read, and it is nothing.</summary>
/// <param name="Producers">With what each sold; people, where people are counted.</param>
/// <param name="Orders">What buyers placed.</param>
public sealed record CellKeys(IReadOnlyDictionary<Guid, long>? Producers, IEnumerable<Guid>? Orders);

/// <summary>Cells that add up: members sum to the total. All are positions in one list of cells. Months and places alike share producers and orders.</summary>
public sealed record CellSum(int Total, IReadOnlyList<int> Members);

/// <summary>What a cell gives away of a part of the sales, and who is behind it.</summary>
/// <param name="Unknown">
/// The amount. Nought stands for one that is known to everybody, such as that nothing was sold: hiding it protects nobody.
/// </param>
/// <param name="Members">Whose sales they are.</param>
/// <param name="Keys">The same by name, where they are few.</param>
public readonly record struct CellPart(long Unknown, CellMembers Members, CellKeys? Keys = null);

/// <summary>Keeps published figures from betraying a person.</summary>
public static class Disclosure
{
    public const int MinimumProducers = 5;
    public const int MinimumOrders = 10;
    public const int MinimumPersons = 5;
    public const int LargestSharePercent = 70;

    /// <summary>The cell by itself. A cell in which nothing was sold tells nothing about anyone.</summary>
    public static Suppression Primary(CellMembers cell) => cell switch
    {
        { Producers: 0, Orders: 0, ValueDong: 0 } => Suppression.None,
        { Producers: < MinimumProducers } or { Orders: < MinimumOrders } => Suppression.TooFew,
        _ when (Int128)cell.TopProducerDong * 100 > (Int128)cell.ValueDong * LargestSharePercent => Suppression.Dominated,
        _ => Suppression.None,
    };

    /// <summary>
    /// Hides further cells until no hidden one follows from the published ones through the sums, and until what is left of a published total without its published
    /// members is as safe as a cell by itself. The sums of a table with margins have coefficients of one only, so elimination stays in small whole numbers.
    /// </summary>
    /// <param name="primary">The cells by themselves.</param>
    /// <param name="sums">What adds up, in every one of the parts.</param>
    /// <param name="parts">Of a part of the sales, that part and what is left of them.</param>
    public static Suppression[] Complement(IReadOnlyList<Suppression> primary, IReadOnlyList<CellSum> sums, params IReadOnlyList<IReadOnlyList<CellPart>> parts)
    {
        Suppression[] cells = [.. primary];
        while (parts.Select(part => Further(cells, part, sums)).FirstOrDefault(cell => cell is not null) is { } other)
        {
            cells[other] = Suppression.Complementary;
        }

        return cells;
    }

    /// <summary>One more cell to hide; nothing when the part is closed, or when what it gives away can no longer be taken back.</summary>
    private static int? Further(Suppression[] cells, IReadOnlyList<CellPart> part, IReadOnlyList<CellSum> sums)
    {
        long[] values = [.. part.Select(cell => cell.Unknown)];
        return Determined(cells, values, sums) is { Count: > 0 } determined && Next(determined, cells, values, sums) is { } other ? other
            : sums.Where(sum => (cells[sum.Total] == Suppression.None || values[sum.Total] == 0) && Primary(Left(sum, cells, part)) != Suppression.None)
                .Select(sum => Cheapest([sum], cells, values)).FirstOrDefault(cell => cell is not null);
    }

    /// <summary>
    /// Who is behind the hidden members of a sum. A producer sells in several months and places, and an order has goods of several: who is known by name counts once,
    /// and cells whose members are not known are taken to have them all in common, because they may.
    /// </summary>
    private static CellMembers Left(CellSum sum, Suppression[] cells, IReadOnlyList<CellPart> part)
    {
        List<CellPart> hidden = [.. sum.Members.Where(member => cells[member] != Suppression.None && part[member].Unknown != 0).Select(member => part[member])];
        return hidden.Count == 0 ? default : new CellMembers(
            AtLeast(hidden.Select(cell => (cell.Members.Producers, cell.Keys?.Producers?.Keys))),
            AtLeast(hidden.Select(cell => (cell.Members.Orders, cell.Keys?.Orders))),
            hidden.Sum(cell => cell.Members.ValueDong),
            TopAtMost(hidden));
    }

    private static int AtLeast(IEnumerable<(int Count, IEnumerable<Guid>? Keys)> cells)
    {
        var (most, known) = (0, new HashSet<Guid>());
        foreach (var (count, keys) in cells)
        {
            most = Math.Max(most, count);
            known.UnionWith(keys ?? []);
        }

        return Math.Max(most, known.Count);
    }

    private static long TopAtMost(List<CellPart> cells)
    {
        var known = cells.Where(cell => cell.Keys?.Producers is not null).SelectMany(cell => cell.Keys!.Producers!)
            .GroupBy(producer => producer.Key, producer => producer.Value).Select(producer => producer.Sum()).DefaultIfEmpty().Max();
        return known + cells.Where(cell => cell.Keys?.Producers is null).Sum(cell => cell.Members.TopProducerDong);
    }

    /// <summary>Hidden cells whose value follows from what is published and from what everybody knows: what an attacker with all outputs could work out.</summary>
    public static IReadOnlyList<int> Determined(IReadOnlyList<Suppression> cells, IReadOnlyList<long> values, IReadOnlyList<CellSum> sums)
    {
        var columns = new Dictionary<int, int>();
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i] != Suppression.None && values[i] != 0)
            {
                columns.Add(i, columns.Count);
            }
        }

        var rows = new List<long[]>();
        foreach (var sum in sums)
        {
            var row = new long[columns.Count];
            if (columns.TryGetValue(sum.Total, out var total))
            {
                row[total] = -1;
            }

            foreach (var member in sum.Members)
            {
                if (columns.TryGetValue(member, out var column))
                {
                    row[column] = 1;
                }
            }

            if (Array.Exists(row, coefficient => coefficient != 0))
            {
                rows.Add(row);
            }
        }

        var lone = Reduce(rows, columns.Count);
        return [.. columns.Where(pair => lone.Contains(pair.Value)).Select(pair => pair.Key)];
    }

    private static HashSet<int> Reduce(List<long[]> rows, int width)
    {
        var next = 0;
        for (var column = 0; column < width && next < rows.Count; column++)
        {
            var pivot = rows.FindIndex(next, row => row[column] != 0);
            if (pivot < 0)
            {
                continue;
            }

            (rows[next], rows[pivot]) = (rows[pivot], rows[next]);
            var head = rows[next];
            foreach (var row in rows)
            {
                if (row != head && row[column] != 0)
                {
                    var (times, by) = (head[column], row[column]);
                    for (var i = 0; i < width; i++)
                    {
                        row[i] = (row[i] * times) - (head[i] * by);
                    }
                }
            }

            next++;
        }

        return [.. rows.Take(next).Where(row => row.Count(coefficient => coefficient != 0) == 1).Select(row => Array.FindIndex(row, coefficient => coefficient != 0))];
    }

    /// <summary>A cell from the sums of one that is determined; when all of those are hidden or known already, from any sum.</summary>
    private static int? Next(IReadOnlyList<int> determined, Suppression[] cells, IReadOnlyList<long> values, IReadOnlyList<CellSum> sums) =>
        determined.Select(cell => Cheapest(sums.Where(sum => sum.Total == cell || sum.Members.Contains(cell)), cells, values)).FirstOrDefault(other => other is not null)
        ?? Cheapest(sums, cells, values);

    private static int? Cheapest(IEnumerable<CellSum> sums, Suppression[] cells, IReadOnlyList<long> values)
    {
        int? best = null;
        var fewest = int.MaxValue;
        foreach (var sum in sums)
        {
            var hidden = sum.Members.Count(member => cells[member] != Suppression.None);
            foreach (var candidate in sum.Members.Append(sum.Total))
            {
                if (cells[candidate] == Suppression.None && values[candidate] != 0 && (hidden < fewest || (hidden == fewest && values[candidate] < values[best!.Value])))
                {
                    (best, fewest) = (candidate, hidden);
                }
            }
        }

        return best;
    }
}

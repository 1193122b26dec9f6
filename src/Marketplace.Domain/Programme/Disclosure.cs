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

/// <summary>Cells that add up: members sum to the total. All are positions in one list of cells.</summary>
public sealed record CellSum(int Total, IReadOnlyList<int> Members);

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
    /// Hides further cells until no hidden one follows from the published ones through the sums. The sums of a table with margins have
    /// coefficients of one only, so elimination stays in small whole numbers.
    /// </summary>
    /// <param name="primary">The cells by themselves.</param>
    /// <param name="sums">What adds up, in every one of the parts.</param>
    /// <param name="parts">
    /// The amounts that a cell gives away: of a part of the sales, that part and what is left of them. Nought stands for an amount that is known to everybody,
    /// such as that nothing was sold: hiding it protects nobody.
    /// </param>
    public static Suppression[] Complement(IReadOnlyList<Suppression> primary, IReadOnlyList<CellSum> sums, params IReadOnlyList<IReadOnlyList<long>> parts)
    {
        Suppression[] cells = [.. primary];
        var isClosed = false;
        while (!isClosed)
        {
            isClosed = true;
            foreach (var values in parts)
            {
                while (Determined(cells, values, sums) is { Count: > 0 } determined && Next(determined, cells, values, sums) is { } other)
                {
                    (cells[other], isClosed) = (Suppression.Complementary, false);
                }
            }
        }

        return cells;
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

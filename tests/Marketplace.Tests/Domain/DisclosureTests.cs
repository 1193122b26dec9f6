using Marketplace.Domain.Programme;

namespace Marketplace.Tests.Domain;

public sealed class DisclosureTests
{
    [Theory]
    [InlineData(5, 10, 1_000, 700, Suppression.None)]
    [InlineData(4, 10, 1_000, 300, Suppression.TooFew)]
    [InlineData(5, 9, 1_000, 300, Suppression.TooFew)]
    [InlineData(5, 10, 1_000, 701, Suppression.Dominated)]
    [InlineData(0, 0, 0, 0, Suppression.None)]
    public void A_cell_is_hidden_for_few_producers_few_orders_or_one_large_one(int producers, int orders, long value, long top, Suppression expected) =>
        Assert.Equal(expected, Disclosure.Primary(new CellMembers(producers, orders, value, top)));

    [Fact]
    public void One_hidden_province_takes_the_next_smallest_with_it()
    {
        Suppression[] primary = [Suppression.None, Suppression.TooFew, Suppression.None, Suppression.None];

        var hidden = Disclosure.Complement(primary, [new CellSum(0, [1, 2, 3])], Many(900, 50, 300, 550));

        Assert.Equal([Suppression.None, Suppression.TooFew, Suppression.Complementary, Suppression.None], hidden);
    }

    [Fact]
    public void A_province_where_nothing_was_sold_protects_nobody()
    {
        Suppression[] primary = [Suppression.None, Suppression.TooFew, Suppression.None, Suppression.None];

        var hidden = Disclosure.Complement(primary, [new CellSum(0, [1, 2, 3])], Many(600, 50, 0, 550));

        Assert.Equal([Suppression.None, Suppression.TooFew, Suppression.None, Suppression.Complementary], hidden);
        Assert.Equal([1], Disclosure.Determined([Suppression.None, Suppression.TooFew, Suppression.Complementary, Suppression.None], [600, 50, 0, 550], [new CellSum(0, [1, 2, 3])]));
    }

    /// <summary>Where only one province sold, its figure is the country's, so the country's is hidden too.</summary>
    [Fact]
    public void Without_anyone_to_hide_among_the_total_is_hidden()
    {
        Suppression[] primary = [Suppression.None, Suppression.TooFew, Suppression.None];

        Assert.Equal([Suppression.Complementary, Suppression.TooFew, Suppression.None], Disclosure.Complement(primary, [new CellSum(0, [1, 2])], Many(50, 50, 0)));
    }

    [Fact]
    public void What_is_left_of_the_sales_is_protected_as_much_as_the_part()
    {
        Suppression[] primary = [Suppression.None, Suppression.TooFew, Suppression.None, Suppression.None];

        var hidden = Disclosure.Complement(primary, [new CellSum(0, [1, 2, 3])], Many(900, 50, 300, 550), Many(70, 20, 0, 50));

        Assert.Equal([Suppression.None, Suppression.TooFew, Suppression.Complementary, Suppression.Complementary], hidden);
    }

    /// <summary>Two sellers' provinces are hidden: each seller has the other's sales from the country less the public provinces, unless a third is hidden with them.</summary>
    [Fact]
    public void What_is_left_of_a_total_is_judged_as_a_cell()
    {
        Suppression[] primary = [Suppression.None, Suppression.TooFew, Suppression.TooFew, Suppression.None, Suppression.None];
        CellMembers lone = new(1, 5, 50, 50);
        CellPart[] part = [new(900, new(14, 50, 900, 90)), new(50, lone), new(50, lone), new(300, new(6, 20, 300, 90)), new(500, new(6, 20, 500, 90))];

        var hidden = Disclosure.Complement(primary, [new CellSum(0, [1, 2, 3, 4])], part);

        Assert.Equal([Suppression.None, Suppression.TooFew, Suppression.TooFew, Suppression.Complementary, Suppression.None], hidden);
    }

    /// <summary>Three producers of each of two months, or provinces, may be the same three.</summary>
    [Fact]
    public void Producers_who_are_not_known_by_name_are_counted_as_if_they_were_the_same()
    {
        Suppression[] primary = [Suppression.None, Suppression.TooFew, Suppression.TooFew, Suppression.None];
        CellMembers three = new(3, 9, 90, 40);
        CellPart[] part = [new(480, new(9, 50, 480, 90)), new(90, three), new(90, three), new(300, new(9, 32, 300, 90))];

        Assert.Equal(Suppression.Complementary, Disclosure.Complement(primary, [new CellSum(0, [1, 2, 3])], part)[3]);
    }

    /// <summary>Each two hidden provinces have three producers and six orders: of the same three together they tell as much as one of them, of six others enough.</summary>
    [Theory]
    [InlineData(true, Suppression.Complementary)]
    [InlineData(false, Suppression.None)]
    public void What_is_left_of_a_total_counts_who_sells_in_two_provinces_once(bool areTheSame, Suppression third)
    {
        Suppression[] primary = [Suppression.None, Suppression.TooFew, Suppression.TooFew, Suppression.None];
        var (one, other) = (Keys(3, 6), Keys(3, 6));
        CellMembers three = new(3, 6, 90, 30);
        CellPart[] part = [
            new(480, new(9, 50, 480, 90)), new(90, three, one), new(90, three, areTheSame ? one : other), new(300, new(9, 32, 300, 90))];

        Assert.Equal(third, Disclosure.Complement(primary, [new CellSum(0, [1, 2, 3])], part)[3]);
    }

    /// <summary>An order of goods from two provinces is one order, and a producer's sales in both are one producer's.</summary>
    [Fact]
    public void Orders_and_the_largest_producer_of_two_provinces_are_put_together_too()
    {
        Suppression[] primary = [Suppression.None, Suppression.TooFew, Suppression.TooFew, Suppression.None];
        var orders = Keys(0, 6).Orders;
        CellPart[] sharedOrders = [
            new(480, new(9, 50, 480, 90)), new(90, new(3, 6, 90, 30), Keys(3, 0) with { Orders = orders }), new(90, new(3, 6, 90, 30), Keys(3, 0) with { Orders = orders }),
            new(300, new(9, 32, 300, 90))];
        var large = Guid.NewGuid();
        CellKeys With(int others) => new(new Dictionary<Guid, long>(Keys(others, 0).Producers!) { [large] = 130 }, Keys(0, 6).Orders);
        CellPart[] sharedTop = [
            new(660, new(9, 50, 660, 260)), new(180, new(4, 6, 180, 130), With(3)), new(180, new(4, 6, 180, 130), With(3)), new(300, new(9, 32, 300, 90))];

        Assert.Equal(Suppression.Complementary, Disclosure.Complement(primary, [new CellSum(0, [1, 2, 3])], sharedOrders)[3]);
        Assert.Equal(Suppression.Complementary, Disclosure.Complement(primary, [new CellSum(0, [1, 2, 3])], sharedTop)[3]);
    }

    /// <summary>An attacker who subtracts everything published from every total finds no hidden figure.</summary>
    [Fact]
    public void Differencing_recovers_nothing_from_any_quarter()
    {
        var random = new Random(11);
        for (var round = 0; round < 60; round++)
        {
            var (provinces, columns) = (random.Next(2, 12), 4);
            var values = new long[(provinces + 1) * columns];
            var cells = new Suppression[values.Length];
            for (var row = 1; row <= provinces; row++)
            {
                for (var column = 0; column < 3; column++)
                {
                    var value = random.Next(5) == 0 ? 0 : random.Next(1, 1_000);
                    values[(row * columns) + column] = value;
                    values[(row * columns) + 3] += value;
                    values[column] += value;
                    values[3] += value;
                    cells[(row * columns) + column] = value > 0 && random.Next(6) == 0 ? Suppression.TooFew : Suppression.None;
                }
            }

            List<CellSum> sums = [
                .. Enumerable.Range(0, columns).Select(column => new CellSum(column, [.. Enumerable.Range(1, provinces).Select(row => (row * columns) + column)])),
                .. Enumerable.Range(0, provinces + 1).Select(row => new CellSum((row * columns) + 3, [.. Enumerable.Range(0, 3).Select(column => (row * columns) + column)]))];

            var hidden = Disclosure.Complement(cells, sums, Many(values));

            Assert.Empty(Disclosure.Determined(hidden, values, sums));
            Assert.All(sums, sum => Assert.NotEqual(1, sum.Members.Append(sum.Total).Count(cell => hidden[cell] != Suppression.None && values[cell] != 0)));
        }
    }

    /// <summary>Amounts of cells with many behind each.</summary>
    private static IReadOnlyList<CellPart> Many(params long[] amounts) => [.. amounts.Select(dong => new CellPart(dong, new CellMembers(5, 10, 100, 10)))];

    private static CellKeys Keys(int producers, int orders) => new(
        Enumerable.Range(0, producers).ToDictionary(_ => Guid.NewGuid(), _ => 30L), [.. Enumerable.Range(0, orders).Select(_ => Guid.NewGuid())]);
}

using Marketplace.Infrastructure.Search;
using Xunit;

namespace Marketplace.Tests.Infrastructure.Search;

public sealed class FacetRowsTests
{
    [Fact]
    public void Counting_product_by_product_and_value_by_value_agree()
    {
        const int Products = 1_000;
        var random = new Random(7);
        var rows = new FacetRows();
        List<FacetValue> values = [.. Enumerable.Range(0, 40).Select(_ => new FacetValue(rows.NewNumber()))];
        for (var slot = 0; slot < Products; slot++)
        {
            // Some have more values than a row has room for at first; some lose them again.
            List<FacetValue> own = [.. values.Where(_ => random.Next(6) == 0).Take(slot % 97 == 0 ? 20 : 6)];
            rows[slot] = own;
            own.ForEach(value => value.Products[slot] = true);
            if (slot % 10 == 3)
            {
                rows[slot] = [];
                own.ForEach(value => value.Products[slot] = false);
            }
        }

        var set = new ulong[(Products + 63) / 64];
        for (var slot = 0; slot < Products; slot += 3)
        {
            set[slot >> 6] |= 1UL << slot;
        }

        var counters = new int[rows.Numbers * 2];
        rows.CountIn(set, counters);

        Assert.True(rows.Width > 8);
        Assert.Equal(values.ConvertAll(value => value.Products.CountIn(set)), values.ConvertAll(value => counters[value.Number]));
        Assert.Contains(values, value => counters[value.Number] > 10);
    }
}

namespace Marketplace.Domain.Orders;

public sealed partial class ProducerOrder
{
    /// <summary>Adds a line while the order is being put together.</summary>
    public void Add(OrderLine line)
    {
        _lines.Add(line);
        GoodsDong += line.GoodsDong;
        FeeDong += line.FeeDong;
        WithheldDong += line.WithheldVatDong + line.WithheldPitDong;
    }

    /// <summary>The days were counted from placing; the maker begins when the money is there.</summary>
    internal void PromiseLater(int days) =>
        (_shipBy, _arriveFrom, _arriveBy) = (_shipBy.AddDays(days), _arriveFrom.AddDays(days), _arriveBy.AddDays(days));
}

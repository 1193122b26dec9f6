namespace Marketplace.Domain.Orders;

/// <summary>Why a parcel came back, as stored and as the keys of what people read.</summary>
public static class ReturnReasons
{
    public static readonly IReadOnlyList<string> All = ["refused", "not-reached", "damaged-on-the-way", "other"];
}

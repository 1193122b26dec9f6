using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;

namespace Marketplace.Domain.Carts;

/// <summary>A cart; the identifier of a guest's cart is random and travels in a cookie, so knowing it is owning it.</summary>
public readonly record struct CartId(Guid Value) : IEntityId<CartId>
{
    /// <summary>Version 4 on purpose: it must not be guessable.</summary>
    public static CartId New() => new(Guid.NewGuid());

    public static CartId From(Guid value) => new(value);
}

/// <summary>What someone means to buy. It exists from its first line on; prices are not kept, because the page always shows today's.</summary>
public sealed class Cart : Aggregate
{
    /// <summary>More of one thing is an order to talk about.</summary>
    public const int MostOfOne = 99;

    public const int MostLines = 50;

    private readonly List<CartLine> _lines = [];

    public required CartId Id { get; init; }

    public UserId? UserId { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    public IReadOnlyCollection<CartLine> Lines => _lines;

    /// <summary>Adds to what is there.</summary>
    public Result Add(VariantId variant, int quantity, DateTimeOffset now)
    {
        var line = _lines.Find(line => line.VariantId == variant);
        if (line is null && _lines.Count >= MostLines)
        {
            return CartRefusals.Full;
        }

        return Set(variant, (line?.Quantity ?? 0) + quantity, now);
    }

    /// <summary>Sets the quantity; zero removes the line.</summary>
    public Result Set(VariantId variant, int quantity, DateTimeOffset now)
    {
        if (quantity is < 0 or > MostOfOne)
        {
            return CartRefusals.TooMany;
        }

        ChangedAt = now;
        var line = _lines.Find(line => line.VariantId == variant);
        if (quantity == 0)
        {
            _lines.RemoveAll(other => other.VariantId == variant);
        }
        else if (line is null)
        {
            _lines.Add(new CartLine { VariantId = variant, Quantity = quantity });
        }
        else
        {
            line.Quantity = quantity;
        }

        return Result.Ok;
    }

    /// <summary>Takes over another cart's lines on sign-in, adding quantities up to the limit of one line.</summary>
    public void Merge(Cart other, DateTimeOffset now)
    {
        foreach (var line in other.Lines)
        {
            var here = _lines.Find(mine => mine.VariantId == line.VariantId)?.Quantity ?? 0;
            Set(line.VariantId, Math.Min(MostOfOne, here + line.Quantity), now);
        }
    }
}

public sealed class CartLine
{
    public int Id { get; private set; }

    public required VariantId VariantId { get; init; }

    public required int Quantity { get; set; }
}

public static class CartRefusals
{
    public static readonly Refusal Full = new("carts.full");
    public static readonly Refusal TooMany = new("carts.too-many", "Quantity", Cart.MostOfOne);
    public static readonly Refusal Empty = new("carts.empty");
}

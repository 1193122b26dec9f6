using Marketplace.Domain.Common;

namespace Marketplace.Domain.Catalog;

/// <summary>Someone's wish to hear when a product is there again. Drawn at random, because whoever knows it may call it off.</summary>
public readonly record struct StockAlertId(Guid Value) : IEntityId<StockAlertId>
{
    public static StockAlertId New() => new(Guid.NewGuid());

    public static StockAlertId From(Guid value) => new(value);
}

/// <summary>One address to which one message goes when a sold-out product is there again. It is gone with that message, or when it is called off.</summary>
public sealed class StockAlert
{
    /// <summary>Version of the words that were agreed to.</summary>
    public const string CurrentText = "2026-11";

    public required StockAlertId Id { get; init; }

    public required ProductId ProductId { get; init; }

    /// <summary>An e-mail address, or a telephone number in E.164.</summary>
    public required string Contact { get; init; }

    public required string Language { get; init; }

    public required string TextVersion { get; init; }

    public required DateTimeOffset AskedAt { get; init; }
}

using Marketplace.Domain.Accounts;
using Marketplace.Domain.Carts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;

namespace Marketplace.Domain.Orders;

/// <summary>One walk through the checkout; it becomes the order's unique token, so one walk makes one order.</summary>
public readonly record struct CheckoutId(Guid Value) : IEntityId<CheckoutId>
{
    public static CheckoutId New() => new(Guid.CreateVersion7());

    public static CheckoutId From(Guid value) => new(value);
}

/// <summary>What a buyer typed on the way to an order. Kept on the server so that nothing typed is lost.</summary>
public sealed class Checkout : Aggregate
{
    public required CheckoutId Id { get; init; }

    public required CartId CartId { get; set; }

    public UserId? UserId { get; set; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Where it goes and who receives it; blank fields until typed.</summary>
    public Address Address { get; set; } = new();

    public PaymentMethod? Method { get; set; }

    /// <summary>What the buyer will be charged in: VND at home, USD or EUR abroad.</summary>
    public Currency Currency { get; set; } = Currency.Vnd;

    /// <summary>Enough is known to price, send and reach the buyer.</summary>
    public bool HasAddress => Address.FullName.Length > 0 && (Address.IsDomestic ? Address.UnitId is not null : Address.Line1.Length > 0);

    /// <summary>The total the buyer was last shown, in minor units of <see cref="Currency"/>; the order is refused when it would differ.</summary>
    public long? ShownTotalMinor { get; set; }
}

/// <summary>Name, reach and place. Domestic addresses have two tiers (province, commune) and a landmark line; foreign ones their country's lines.</summary>
public sealed record Address
{
    /// <summary>Việt Nam's code: addresses there have their commune, no customs and cash at the door.</summary>
    public const string Home = "VN";

    public string FullName { get; init; } = "";

    /// <summary>E.164 once valid.</summary>
    public string Phone { get; init; } = "";

    public string Email { get; init; } = "";

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string CountryCode { get; init; } = Home;

    public int? ProvinceId { get; init; }

    public int? UnitId { get; init; }

    /// <summary>House, hamlet or street.</summary>
    public string Line1 { get; init; } = "";

    /// <summary>Landmark ("gần…") at home; second line abroad.</summary>
    public string Line2 { get; init; } = "";

    public string City { get; init; } = "";

    public string Region { get; init; } = "";

    public string PostalCode { get; init; } = "";

    public string CourierNote { get; init; } = "";

    public bool IsDomestic => CountryCode == Home;
}

public static class CheckoutRefusals
{
    public static readonly Refusal NotFound = new("checkout.not-found");
    public static readonly Refusal LinesNeedAttention = new("checkout.lines-need-attention");
    public static readonly Refusal AddressMissing = new("checkout.address-missing");
    public static readonly Refusal MethodMissing = new("checkout.method-missing", "Method");
    public static readonly Refusal MethodUnavailable = new("checkout.method-unavailable", "Method");
    public static readonly Refusal ChangedElsewhere = new("checkout.changed-elsewhere");
    public static readonly Refusal CashAbroad = new("checkout.cash-abroad", "Method");
    public static readonly Refusal CashForeignPhone = new("checkout.cash-foreign-phone", "Method");
    public static readonly Refusal TransferAbroad = new("checkout.transfer-abroad", "Method");
    public static readonly Refusal CardAtHome = new("checkout.card-at-home", "Method");
    public static readonly Refusal CardNotOffered = new("checkout.card-not-offered", "Method");

    /// <summary>Whoever orders without paying takes the goods off everybody's shelf.</summary>
    public static Refusal TooManyOpen(long most) => new("checkout.too-many-open", "", most);

    public static Refusal CashCap(string cap) => new("checkout.cash-cap", "Method", cap);
}

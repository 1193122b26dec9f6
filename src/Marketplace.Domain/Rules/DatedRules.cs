using System.Collections.Immutable;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Rules;

/// <summary>Platform fee in hundredths of a percent of the goods, by kind of producer and region class, during its validity.</summary>
public sealed class FeeRule : IDated
{
    public int Id { get; private set; }

    /// <summary>Nothing: every kind.</summary>
    public ProducerKind? Kind { get; init; }

    /// <summary>1 to 3; nothing: every class.</summary>
    public int? Region { get; init; }

    public required int BasisPoints { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    /// <summary>The decision it rests on.</summary>
    public required string Source { get; init; }
}

/// <summary>Tax withheld by the platform per transaction from households and individuals, in hundredths of a percent, during its validity.</summary>
public sealed class TaxRule : IDated
{
    public int Id { get; private set; }

    public required ProducerKind Kind { get; init; }

    /// <summary>VAT is not withheld on sales abroad.</summary>
    public required bool IsExport { get; init; }

    public required int VatBasisPoints { get; init; }

    public required int PitBasisPoints { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

/// <summary>Đồng for one whole unit of a foreign currency, in millionths, on a day.</summary>
public sealed class ExchangeRate
{
    public int Id { get; private set; }

    public required string CurrencyCode { get; init; }

    public required DateOnly Day { get; init; }

    public required long DongPerUnitMicros { get; init; }

    public required string Source { get; init; }
}

/// <summary>A dated number the market works with: a cap, a deadline, a threshold.</summary>
public sealed class PolicyValue : IDated
{
    public int Id { get; private set; }

    /// <summary>One of <see cref="PolicyCodes"/>.</summary>
    public required string Code { get; init; }

    public required long Value { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

/// <summary>A paper that a listing of a kind of goods needs, during its validity.</summary>
public sealed class PaperRule : IDated
{
    public int Id { get; private set; }

    public required int CategoryId { get; init; }

    public required int DocumentTypeId { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

public static class PolicyCodes
{
    /// <summary>Most đồng of one order payable in cash on delivery.</summary>
    public const string CashOnDeliveryCap = "cod-cap-dong";

    /// <summary>Most đồng a courier may keep of the cash of one parcel.</summary>
    public const string CourierFeeMost = "cod-fee-most";

    /// <summary>Most orders of one telephone number at a time that hold stock although nobody paid for them and no maker took them on.</summary>
    public const string OpenOrdersPerPhone = "open-orders-per-phone";

    /// <summary>Minutes stock is held while a card payment is awaited (longer than the session at the provider).</summary>
    public const string CardHoldMinutes = "card-hold-minutes";

    /// <summary>Minutes after the order beyond which no new card page holds its stock any longer.</summary>
    public const string CardHoldLimitMinutes = "card-hold-limit-minutes";

    /// <summary>Days stock is held for a payment that was made and is still on its way (delayed methods of card providers).</summary>
    public const string DelayedPaymentDays = "delayed-payment-days";

    /// <summary>Minutes stock is held while a transfer is awaited.</summary>
    public const string TransferHoldMinutes = "transfer-hold-minutes";

    /// <summary>Days after sending when a domestic parcel nobody reported counts as delivered.</summary>
    public const string TimedDeliveryDays = "timed-delivery-days";

    /// <summary>Days after delivery when what a producer earned falls due, where the buyer, the courier who brings the cash or the clock told of it.</summary>
    public const string PayoutDelayDays = "payout-delay-days";

    /// <summary>The same where only the maker told of it.</summary>
    public const string PayoutUnconfirmedDays = "payout-unconfirmed-days";

    /// <summary>The same where it was sent abroad, from where a buyer is heard late.</summary>
    public const string PayoutUnconfirmedAbroadDays = "payout-unconfirmed-abroad-days";

    /// <summary>Days after a change of a producer's bank account during which no payout of theirs goes to the bank.</summary>
    public const string BankChangeHoldDays = "bank-change-hold-days";

    /// <summary>Đồng a producer may owe after refunds before the officers are told to see to it.</summary>
    public const string DebtLimitDong = "debt-limit-dong";

    /// <summary>Days after a month during which refunds still correct its figures; later ones are dated when they happen.</summary>
    public const string MonthLockDays = "month-lock-days";

    /// <summary>Who bears a delivered part whose card payment was lost in a dispute: 1 the programme, 2 the producer.</summary>
    public const string DisputeBearer = "dispute-bearer";

    /// <summary>All, as a sale meets them: from the order by way of payment and delivery to the payout.</summary>
    public static ImmutableArray<string> InOrderOfASale { get; } =
    [
        OpenOrdersPerPhone, TransferHoldMinutes, CardHoldMinutes, CardHoldLimitMinutes, DelayedPaymentDays, CashOnDeliveryCap, CourierFeeMost, TimedDeliveryDays,
        PayoutDelayDays, PayoutUnconfirmedDays, PayoutUnconfirmedAbroadDays, BankChangeHoldDays, DebtLimitDong, DisputeBearer, MonthLockDays,
    ];
}

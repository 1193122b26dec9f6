using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Localization;

namespace Marketplace.Infrastructure.Quoting;

/// <summary>A way to pay this order, or why it is not one.</summary>
public sealed record PaymentChoice(PaymentMethod Method, string Provider, Refusal? Problem);

/// <summary>Which ways to pay are open for a quote: transfer and cash in đồng at home, card in the buyer's currency abroad.</summary>
public sealed class PaymentChoices(IEnumerable<ICardProvider> cards)
{
    public IReadOnlyList<PaymentChoice> For(Quote quote, ShipTo to, RulesInForce rules) =>
    [
        new(PaymentMethod.BankTransfer, "bank", to.IsDomestic ? null : CheckoutRefusals.TransferAbroad),
        new(PaymentMethod.CashOnDelivery, "cod", CashProblem(quote, to, rules)),
        Card(to),
    ];

    private static Refusal? CashProblem(Quote quote, ShipTo to, RulesInForce rules)
    {
        if (!to.IsDomestic)
        {
            return CheckoutRefusals.CashAbroad;
        }

        var cap = rules.Policy(PolicyCodes.CashOnDeliveryCap);
        return quote.TotalDong > cap ? CheckoutRefusals.CashCap(MoneyText.Of(Money.Vnd(cap))) : null;
    }

    private PaymentChoice Card(ShipTo to)
    {
        var provider = cards.Select(card => card.Provider).FirstOrDefault(name => name is not null);
        return new(PaymentMethod.Card, provider ?? "", to.IsDomestic ? CheckoutRefusals.CardAtHome : provider is null ? CheckoutRefusals.CardNotOffered : null);
    }
}

/// <summary>Says whether cards can be taken now.</summary>
public interface ICardProvider
{
    /// <summary>stripe or sandbox, or nothing while cards cannot be taken.</summary>
    string? Provider { get; }
}

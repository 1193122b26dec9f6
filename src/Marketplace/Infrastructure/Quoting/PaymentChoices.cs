using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Payments;

namespace Marketplace.Infrastructure.Quoting;

/// <summary>A way to pay this order, or why it is not one.</summary>
public sealed record PaymentChoice(PaymentMethod Method, string Provider, Refusal? Problem);

/// <summary>Which ways to pay are open for a quote: transfer and cash in đồng at home, card in the buyer's currency abroad.</summary>
public sealed class PaymentChoices(PaymentGateways gateways)
{
    public IReadOnlyList<PaymentChoice> For(Quote quote, Address to, RulesInForce rules) =>
    [
        Choice(PaymentMethod.BankTransfer, quote, to.IsDomestic ? null : CheckoutRefusals.TransferAbroad),
        Choice(PaymentMethod.CashOnDelivery, quote, CashProblem(quote, to, rules)),
        Choice(PaymentMethod.Card, quote, to.IsDomestic ? CheckoutRefusals.CardAtHome : null),
    ];

    private PaymentChoice Choice(PaymentMethod method, Quote quote, Refusal? problem)
    {
        var gateway = gateways.Find(method, quote.Charged.Currency);
        return new(method, gateway?.Provider ?? "", problem ?? (gateway is not null ? null
            : method == PaymentMethod.Card ? CheckoutRefusals.CardNotOffered : CheckoutRefusals.MethodUnavailable));
    }

    private static Refusal? CashProblem(Quote quote, Address to, RulesInForce rules)
    {
        if (!to.IsDomestic)
        {
            return CheckoutRefusals.CashAbroad;
        }

        if (!Phone.IsAtHome(to.Phone))
        {
            return CheckoutRefusals.CashForeignPhone;
        }

        var cap = rules.Policy(PolicyCodes.CashOnDeliveryCap);
        return quote.TotalDong > cap ? CheckoutRefusals.CashCap(Format.Dong(cap)) : null;
    }
}

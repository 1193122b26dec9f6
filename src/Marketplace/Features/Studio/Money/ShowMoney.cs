using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Payouts;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Rules;
using Marketplace.Infrastructure.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Money;

/// <summary>Where a producer's money stands.</summary>
public enum MoneyState
{
    /// <summary>Ordered, and not yet both delivered and paid for.</summary>
    Expected = 1,

    /// <summary>Delivered and paid for; ours to send.</summary>
    Due = 2,

    /// <summary>Sent to the producer.</summary>
    Paid = 3,

    /// <summary>Sent to the producer for what went back to the buyer since: the next payout is that much smaller.</summary>
    Owed = 4,
}

/// <summary>What is coming, what is due and what was paid; one of them opened to its order lines.</summary>
/// <param name="Producer">Whose it is.</param>
/// <param name="State">Which is opened.</param>
/// <param name="Page">Of its lines, from 1.</param>
/// <param name="PayoutsPage">Of the payouts, from 1.</param>
/// <param name="Representative">Who is shown where what is due goes, on record; nobody when a member looks.</param>
public sealed record ShowMoney(ProducerId Producer, MoneyState State, int Page, int PayoutsPage = 1, UserId? Representative = null) : IQuery<MoneyModel>;

/// <summary><c>WaitsUntil</c> when nothing is sent before, because the account was changed.</summary>
public sealed record MoneyModel(
    string Slug, bool HasBank, DateTimeOffset? WaitsUntil, MoneyState State, IReadOnlyList<MoneyTotal> Totals, long DelayDays, IReadOnlyList<MoneyLine> Lines, int Page, bool HasMore,
    IReadOnlyList<DeductionRule> Rules, IReadOnlyList<PayoutRow> Payouts)
{
    /// <summary>How long it takes where only the maker said that it came.</summary>
    public long UnconfirmedDays { get; init; }

    public long UnconfirmedAbroadDays { get; init; }

    /// <summary>Last digits of the account that what is coming and what is due goes to; empty for who may not read it.</summary>
    public string AccountEnding { get; init; } = "";

    public int PayoutsPage { get; init; } = 1;

    public bool HasOlderPayouts { get; init; }

    /// <summary>What is on its way or waits to be sent comes sooner when the buyer says so.</summary>
    public bool MayComeSooner => State is MoneyState.Expected or MoneyState.Due;

    /// <summary>Nothing is said to come before.</summary>
    public DateOnly Today { get; init; }

    /// <summary>Where an order whose money is coming is and about when it is sent, or the day or days of what is due: how soon goes by whose word it is that it came.</summary>
    public string When(MoneyLine line) => State switch
    {
        MoneyState.Due when line.IsHeld => Texts.Get("studio.money-held"),
        MoneyState.Expected when line.Status != ProducerOrderStatus.Delivered && line.ArriveBy >= Today => Texts.Get(
            "studio.money-about", Texts.Get("studio.money-step." + line.Status), Format.Day(line.ArriveBy.AddDays((int)DelayDays))),
        MoneyState.Expected => Texts.Get("studio.money-step." + line.Status),
        MoneyState.Due when line.DeliveredAt is { } at => SentOn(line, at.VietnamDay()),
        _ => "",
    };

    /// <summary>One day where somebody else than the maker said that it came, or a courier brought the cash: after the shorter wait, and never later than after the longer one.</summary>
    private string SentOn(MoneyLine line, DateOnly delivered)
    {
        var latest = delivered.AddDays((int)(line.IsAbroad ? UnconfirmedAbroadDays : UnconfirmedDays));
        var told = line.Method == PaymentMethod.CashOnDelivery ? delivered : line.ConfirmedAt?.VietnamDay();
        var soonest = (told ?? delivered).AddDays((int)DelayDays);
        return told is null && soonest < latest
            ? Texts.Get("studio.money-between", Format.Day(soonest), Format.Day(latest))
            : Texts.Get("studio.money-from", Format.Day(soonest < latest ? soonest : latest));
    }
}

public sealed record MoneyTotal(MoneyState State, int Parts, long Dong);

public sealed record MoneyLine(
    string PartNumber, DateTimeOffset PlacedAt, DateTimeOffset? DeliveredAt, string NameVi, string NameEn, int Quantity, long GoodsDong, int FeeBasisPoints, long FeeDong,
    long WithheldVatDong, long WithheldPitDong, int? TaxRuleId, ProducerOrderStatus Status, PaymentMethod Method, bool IsAbroad, DateOnly ArriveBy)
{
    /// <summary>When the buyer or the clock first said that it came; nothing where only the maker did.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>Its buyer told of a problem that is still open, or claims the money back: nothing of the order is sent before that ends.</summary>
    public bool IsHeld { get; init; }

    public long ReceivedDong => GoodsDong - FeeDong - WithheldVatDong - WithheldPitDong;
}

/// <summary>Why something was taken off: a rate and the rule it rests on.</summary>
public sealed record DeductionRule(string Kind, int BasisPoints, string Source);

public sealed record PayoutRow(string Number, DateTimeOffset PreparedAt, PayoutStatus Status, DateTimeOffset? PaidAt, long AmountDong);

internal sealed class ShowMoneyHandler(MarketplaceDb db, RuleBook rules, SensitiveReader sensitive, TimeProvider clock) : IRequestHandler<ShowMoney, MoneyModel>
{
    private const int PerPage = 30;

    public async Task<MoneyModel> Handle(ShowMoney query, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (page, payoutsPage) = (Math.Clamp(query.Page, 1, 10_000), Math.Clamp(query.PayoutsPage, 1, 10_000));
        var producer = await db.Producers.AsNoTracking().Where(producer => producer.Id == query.Producer)
            .Select(producer => new { producer.Slug, HasBank = producer.BankCipher != null, producer.PayoutsWaitUntil }).SingleAsync(ct);
        var totals = new List<MoneyTotal>();
        foreach (var state in Enum.GetValues<MoneyState>())
        {
            var sum = await Parts(query.Producer, state).GroupBy(_ => 1)
                .Select(group => new { Count = group.Count(), Dong = group.Sum(part => part.GoodsDong - part.FeeDong - part.WithheldDong) })
                .SingleOrDefaultAsync(ct);
            totals.Add(new MoneyTotal(state, sum?.Count ?? 0, sum?.Dong ?? 0));
        }

        var lines = await Parts(query.Producer, query.State)
            .Join(db.Orders, part => part.OrderId, order => order.Id, (part, order) => new
            {
                part.Id,
                part.Number,
                part.DeliveredAt,
                part.Status,
                part.ArriveBy,
                order.PlacedAt,
                IsHeld = db.HeldOrders().Contains(order.Id),
                order.Method,
                IsAbroad = order.Address.CountryCode != "VN",
                ConfirmedAt = order.History.Where(step => step.PartId == part.Id && (step.Event == OrderTransitions.Deliver || step.Event == OrderTransitions.Receive)
                    && (step.Note == OrderEvent.ByTheBuyer || step.ActorId == null)).Min(step => (DateTimeOffset?)step.At),
            })
            .Join(db.OrderLines, part => part.Id, line => line.ProducerOrderId, (part, line) => new { part, line })
            .OrderByDescending(pair => pair.part.PlacedAt).ThenBy(pair => pair.line.Id)
            .Skip((page - 1) * PerPage).Take(PerPage + 1)
            .Select(pair => new MoneyLine(
                pair.part.Number, pair.part.PlacedAt, pair.part.DeliveredAt, pair.line.NameVi, pair.line.NameEn, pair.line.Quantity, pair.line.GoodsDong, pair.line.FeeBasisPoints,
                pair.line.FeeDong, pair.line.WithheldVatDong, pair.line.WithheldPitDong, pair.line.TaxRuleId, pair.part.Status,
                pair.part.Method, pair.part.IsAbroad, pair.part.ArriveBy)
            {
                ConfirmedAt = pair.part.ConfirmedAt,
                IsHeld = pair.part.IsHeld,
            })
            .ToListAsync(ct);
        var payouts = await db.Payouts.AsNoTracking().Where(payout => payout.ProducerId == query.Producer)
            .OrderByDescending(payout => payout.PreparedAt).ThenBy(payout => payout.Number).Skip((payoutsPage - 1) * PerPage).Take(PerPage + 1)
            .Select(payout => new PayoutRow(payout.Number, payout.PreparedAt, payout.Status, payout.PaidAt, payout.AmountDong))
            .ToListAsync(ct);
        var account = query is { State: MoneyState.Expected or MoneyState.Due, Representative: { } reader }
            ? await sensitive.Bank(query.Producer, reader, query.State == MoneyState.Due ? "page of money due" : "page of money expected", ct)
            : null;
        var today = await rules.On(now.VietnamDay(), ct);

        return new MoneyModel(
            producer.Slug, producer.HasBank, producer.PayoutsWaitUntil > now ? producer.PayoutsWaitUntil : null, query.State, totals, today.Policy(PolicyCodes.PayoutDelayDays), [.. lines.Take(PerPage)], page, lines.Count > PerPage, await Explain(lines, ct), [.. payouts.Take(PerPage)])
        {
            Today = now.VietnamDay(),
            UnconfirmedDays = today.Policy(PolicyCodes.PayoutUnconfirmedDays),
            AccountEnding = account?.Ending ?? "",
            PayoutsPage = payoutsPage,
            HasOlderPayouts = payouts.Count > PerPage,
            UnconfirmedAbroadDays = today.Policy(PolicyCodes.PayoutUnconfirmedAbroadDays),
        };
    }

    private IQueryable<ProducerOrder> Parts(ProducerId producer, MoneyState state)
    {
        var parts = db.ProducerOrders.AsNoTracking().SoldBy(producer);
        var lines = db.Payouts.Where(payout => payout.Status == PayoutStatus.Paid).SelectMany(payout => payout.Lines);
        var paid = lines.Where(line => line.Kind == PayoutLineKind.Earned).Select(line => line.PartId);
        var takenBack = lines.Where(line => line.Kind == PayoutLineKind.TakenBack).Select(line => line.PartId);
        return state switch
        {
            MoneyState.Paid => parts.Where(part => paid.Contains(part.Id) && !takenBack.Contains(part.Id)),
            MoneyState.Owed => parts.Where(part => part.Status == ProducerOrderStatus.Refunded && paid.Contains(part.Id) && !takenBack.Contains(part.Id)),
            MoneyState.Due => parts.Where(part => part.Status == ProducerOrderStatus.Delivered && part.SettledAt != null && !paid.Contains(part.Id)),
            _ => parts.Where(part => part.Status == ProducerOrderStatus.New || part.Status == ProducerOrderStatus.Accepted || part.Status == ProducerOrderStatus.Packed
                || part.Status == ProducerOrderStatus.Sent || (part.Status == ProducerOrderStatus.Delivered && part.SettledAt == null)),
        };
    }

    /// <summary>The rules behind the deductions shown. Rates are frozen on the lines; the fee's source is the rule of that rate in force on the day of the order.</summary>
    private async Task<List<DeductionRule>> Explain(List<MoneyLine> lines, CancellationToken ct)
    {
        var rates = lines.Where(line => line.FeeDong > 0).Select(line => line.FeeBasisPoints).Distinct().ToList();
        var fees = await db.FeeRules.AsNoTracking().Where(rule => rates.Contains(rule.BasisPoints)).ToListAsync(ct);
        var taxIds = lines.Where(line => line.TaxRuleId is not null).Select(line => line.TaxRuleId!.Value).Distinct().ToList();
        var taxes = await db.TaxRules.AsNoTracking().Where(rule => taxIds.Contains(rule.Id)).ToListAsync(ct);
        var days = lines.Select(line => line.PlacedAt.VietnamDay()).ToList();

        return
        [
            .. fees.Where(rule => days.Exists(day => rule.ValidFrom <= day && (rule.ValidTo is null || rule.ValidTo >= day)))
                .Select(rule => new DeductionRule("fee", rule.BasisPoints, rule.Source)).Distinct(),
            .. taxes.Where(rule => rule.VatBasisPoints > 0).Select(rule => new DeductionRule("vat", rule.VatBasisPoints, rule.Source)).Distinct(),
            .. taxes.Where(rule => rule.PitBasisPoints > 0).Select(rule => new DeductionRule("pit", rule.PitBasisPoints, rule.Source)).Distinct(),
        ];
    }
}

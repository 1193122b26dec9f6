using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Payments.Cash;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Remittances;

/// <summary>A parcel whose cash is with its courier, and the codes that a statement may name it by.</summary>
internal sealed record OwedParcel(ProducerOrderId Id, OrderId OrderId, string Number, string TrackingCode, long Dong)
{
    public bool IsNamed(string code) => code == Number || code == StatementLine.Spelled(TrackingCode);
}

/// <summary>What a statement may say. Every refusal names its line, so that an officer finds it among hundreds.</summary>
internal static class CourierStatement
{
    /// <summary>So many are said at once; whoever has more has pasted something else.</summary>
    private const int MostSaid = 10;

    private const string Field = "Form.Statement";

    /// <summary>The codes that are looked for.</summary>
    public static List<string> Codes(IReadOnlyList<StatementLine> lines) => [.. lines.Where(line => line.IsReadable).Take(StatementLine.Most).Select(line => line.Code).Distinct()];

    extension(MarketplaceDb db)
    {
        /// <summary>What couriers owe under these codes, in one command.</summary>
        public Task<List<OwedParcel>> OwedFor(IReadOnlyList<StatementLine> lines, CancellationToken ct) =>
            db.CashOwedFor(Codes(lines)).Select(part => new OwedParcel(part.Id, part.OrderId, part.Number, part.TrackingCode, part.GoodsDong + part.ShippingDong)).ToListAsync(ct);
    }

    /// <summary>Nothing when every line is one owed parcel and together they are exactly the transfer.</summary>
    public static List<Refusal> Check(IReadOnlyList<StatementLine> lines, IReadOnlyList<OwedParcel> owed, long mostFeeDong, long transferDong)
    {
        if (lines.Count is 0 or > StatementLine.Most)
        {
            return [lines.Count == 0 ? new Refusal("finance.statement-empty", Field) : new Refusal("finance.statement-too-long", Field, StatementLine.Most)];
        }

        Dictionary<ProducerOrderId, int> seen = [];
        List<Refusal> refusals = [];
        long collected = 0, kept = 0;
        foreach (var line in lines)
        {
            List<OwedParcel> fitting = [.. owed.Where(parcel => parcel.IsNamed(line.Code))];
            if (Fault(line, fitting, seen, mostFeeDong) is { } fault)
            {
                refusals.Add(fault);
            }
            else
            {
                (collected, kept) = (collected + fitting[0].Dong, kept + line.FeeDong);
            }
        }

        return refusals is [] && collected - kept != transferDong
            ? [new Refusal("finance.statement-sum", Field, Money.Vnd(collected), Money.Vnd(kept), Money.Vnd(collected - kept), Money.Vnd(transferDong), Money.Vnd(transferDong - collected + kept))]
            : [.. refusals.Take(MostSaid)];
    }

    private static Refusal? Fault(StatementLine line, List<OwedParcel> fitting, Dictionary<ProducerOrderId, int> seen, long mostFeeDong)
    {
        if (!line.IsReadable)
        {
            return new Refusal("finance.line-unreadable", Field, line.Number);
        }

        if (fitting is not [var parcel])
        {
            return new Refusal(fitting is [] ? "finance.line-unknown" : "finance.line-ambiguous", Field, line.Number, line.Code);
        }

        if (!seen.TryAdd(parcel.Id, line.Number))
        {
            return new Refusal("finance.line-twice", Field, line.Number, line.Code, seen[parcel.Id]);
        }

        // Never more than was collected, whatever the rule: we would owe the courier.
        var most = Math.Min(mostFeeDong, parcel.Dong);
        return line.FeeDong < 0 || line.FeeDong > most ? new Refusal("finance.line-fee", Field, line.Number, line.Code, Money.Vnd(most)) : null;
    }
}

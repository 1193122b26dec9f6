using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Data.Migrations;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Infrastructure.Data;

public sealed class FillDisputesTests : IDisposable
{
    private readonly PaymentMarket _market = new(new ScriptedStripe());

    public void Dispose() => _market.Dispose();

    /// <summary>What the migration makes of the audit log is what is written today, but for reason and last day, which the log does not have.</summary>
    [Fact]
    public async Task What_the_audit_log_tells_of_disputes_becomes_the_disputes_of_today()
    {
        var (one, other) = (await _market.Attempt(await _market.Paid(PaymentMethod.Card)), await _market.Attempt(await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd)));
        await Told(one, "created", "needs_response", "du_lost", 100);
        await Told(one, "funds_withdrawn", "needs_response", "du_lost", 100);
        await Told(one, "closed", "lost", "du_lost", 100);
        await Told(one, "closed", "lost", "du_lost", 100);
        await Told(one, "created", "needs_response", "du_open", 200);
        await Told(other, "closed", "won", "du_won", 300);
        await Told(other, "created", "needs_response", "du_won", 300);
        await Told(other, "closed", "warning_closed", "du_inquiry", 400);
        var before = await Disputes();
        await _market.Read(db => db.Disputes.ExecuteDeleteAsync());

        await _market.Read(db => db.Database.ExecuteSqlRawAsync(db is SqliteMarketplaceDb ? FillDisputes.Sqlite : FillDisputes.SqlServer));

        Assert.Equal(4, before.Count);
        Assert.Equal(before, await Disputes());
        Assert.Equal(4, await _market.Read(db => db.Disputes.Select(dispute => dispute.Id).Distinct().CountAsync()));
    }

    private async Task Told(PaymentAttempt attempt, string what, string status, string dispute, long amount)
    {
        _market.Clock.Advance(TimeSpan.FromMinutes(1));
        await _market.HearStripe(attempt, "charge.dispute." + what, $"evt_{_market.Clock.GetUtcNow():HHmm}", amount, status: status, dispute: dispute);
    }

    private Task<List<(string, string, PaymentAttemptId, Money, DateTimeOffset, DisputeState, DateTimeOffset?)>> Disputes() => _market.Read(async db =>
        (await db.Disputes.AsNoTracking().OrderBy(dispute => dispute.ProviderDisputeId).ToListAsync())
        .ConvertAll(own => (own.Provider, own.ProviderDisputeId, own.AttemptId, own.Amount, own.OpenedAt, own.State, own.ClosedAt)));
}

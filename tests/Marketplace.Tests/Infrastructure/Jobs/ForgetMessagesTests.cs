using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Infrastructure.Jobs;

public sealed class ForgetMessagesTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task What_a_message_said_is_forgotten_thirty_days_after_it_is_over_and_its_key_is_kept()
    {
        var old = _market.Clock.GetUtcNow() - ForgetMessages.KeptFor - TimeSpan.FromMinutes(1);
        var fresh = old + TimeSpan.FromMinutes(2);
        await _market.Given(
            Sent("done", old, doneAt: old), Sent("done-lately", old, doneAt: fresh), Sent("dead", old, isDead: true), Sent("dead-lately", fresh, isDead: true), Sent("waiting", old),
            Sent("dead-refund", old, isDead: true, kind: "payments.refund"), Sent("done-refund", old, doneAt: old, kind: "payments.refund"),
            Received("done", old, doneAt: old), Received("done-lately", old, doneAt: fresh), Received("dead", old, isDead: true), Received("waiting", old));

        Assert.Empty((await _market.Send(new ForgetMessages())).Refusals);

        var sent = await _market.Read(db => db.OutboxMessages.AsNoTracking().ToDictionaryAsync(message => message.IdempotencyKey, Ct));
        var received = await _market.Read(db => db.InboxMessages.AsNoTracking().ToDictionaryAsync(message => message.EventId, Ct));
        Assert.Equal(["dead", "done", "done-refund"], sent.Values.Where(message => message.Payload == "" && message.LastError == "").Select(message => message.IdempotencyKey).Order());
        Assert.Equal(["done"], received.Values.Where(message => message.Body == "" && message.LastError == "").Select(message => message.EventId).Order());
        Assert.All(sent.Values.Where(message => message.IdempotencyKey is not ("dead" or "done" or "done-refund")), message => Assert.Contains("mai@example.vn", message.Payload + message.LastError, StringComparison.Ordinal));
        Assert.All(received.Values.Where(message => message.EventId != "done"), message => Assert.Contains("Mai", message.Body, StringComparison.Ordinal));
        Assert.Equal((7, 4), (sent.Count, received.Count));
        Assert.All(sent.Values, message => Assert.NotEqual("", message.Kind));
    }

    [Fact]
    public async Task More_than_one_lot_is_emptied_at_once()
    {
        var old = _market.Clock.GetUtcNow() - ForgetMessages.KeptFor - TimeSpan.FromDays(1);
        await _market.Given([.. Enumerable.Range(0, 450).Select(number => (object)Sent($"done-{number}", old, doneAt: old))]);

        await _market.Send(new ForgetMessages());

        Assert.Equal(0, await _market.Read(db => db.OutboxMessages.CountAsync(message => message.Payload != "", Ct)));
    }

    [Fact]
    public async Task The_workers_do_it_by_themselves()
    {
        await using var scope = _market.Services.CreateAsyncScope();

        Assert.Contains(scope.ServiceProvider.GetServices<IRecurringJob>(), job => job.CreateCommand() is ForgetMessages && job.Every <= TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task A_given_up_message_that_is_forgotten_is_listed_and_cannot_be_sent_again_but_money_can()
    {
        var old = _market.Clock.GetUtcNow() - ForgetMessages.KeptFor - TimeSpan.FromDays(1);
        var (outgoing, money) = (Sent("dead", old, isDead: true), Received("dead", old, isDead: true));
        await _market.Given(outgoing, money);
        await _market.Send(new ForgetMessages());
        using var officer = await _market.As(await _market.GivenUser(Some.User(), Roles.FinanceOfficer));

        var page = await officer.Open("/finance/undelivered");
        using var first = await officer.Post($"/finance/undelivered/{outgoing.Id}/retry");
        var kept = Assert.Single(page.QuerySelectorAll("form[action$='/retry']"));
        using var second = await officer.Post($"/finance/undelivered/{money.Id}/retry");

        Assert.Equal(2, page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains($"{money.Id}", kept.GetAttribute("action"), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Redirect), (first.StatusCode, second.StatusCode));
        Assert.True(await _market.Read(db => db.OutboxMessages.AllAsync(message => message.IsDead, Ct)));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static OutboxMessage Sent(string key, DateTimeOffset at, DateTimeOffset? doneAt = null, bool isDead = false, string kind = "message") => new()
    {
        Id = Guid.CreateVersion7(),
        Kind = kind,
        Payload = "{\"To\":\"mai@example.vn\"}",
        IdempotencyKey = key,
        CreatedAt = at,
        DueAt = at,
        DoneAt = doneAt,
        IsDead = isDead,
        LastError = "mai@example.vn refused",
    };

    private static InboxMessage Received(string id, DateTimeOffset at, DateTimeOffset? doneAt = null, bool isDead = false) => new()
    {
        Id = Guid.CreateVersion7(),
        Kind = "transfer",
        Provider = "bank",
        EventId = id,
        Body = "{\"name\":\"Mai\"}",
        ReceivedAt = at,
        DueAt = at,
        DoneAt = doneAt,
        IsDead = isDead,
        LastError = "Mai",
    };
}

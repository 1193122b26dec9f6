using System.Globalization;
using System.Net;
using System.Text.Json;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Infrastructure.Messaging;

/// <summary>From the outbox over a real connection to a mail server.</summary>
public sealed class SmtpTests : IDisposable
{
    private const string Subject = "Đơn hàng của bạn đã gửi: khăn lanh nhuộm chàm, bạn nhận trong vài ngày tới nhé";
    private const string Text = "Chào chị Vàng Thị Mỷ,\n\nĐơn đã gửi từ Lùng Tám.\n.\n.. dòng bắt đầu bằng dấu chấm\nCảm ơn chị – ₫285.000 ❤";

    private readonly MailServer _server = new();
    private readonly Mailing _market;

    public SmtpTests() => _market = new Mailing(_server.Port);

    [Fact]
    public async Task Vietnamese_arrives_as_it_was_written()
    {
        await Given("mai@example.vn");

        await Run();

        var letter = Assert.Single(_server.Taken);
        Assert.Equal(Subject, letter.Subject);
        Assert.Equal(Text, letter.TextBody!.ReplaceLineEndings("\n").TrimEnd());
        Assert.Equal(("mai@example.vn", "cho@example.vn", "Chợ Phiên"),
            (letter.To.Mailboxes.Single().Address, letter.From.Mailboxes.Single().Address, letter.From.Mailboxes.Single().Name));
        Assert.NotNull((await Stored()).DoneAt);
    }

    [Theory]
    [InlineData("451 try again later")]
    [InlineData("450 mailbox busy")]
    [InlineData("data:452 out of space")]
    [InlineData("421 going down")]
    public async Task What_the_server_puts_off_is_tried_again_later_and_sent_once(string answer)
    {
        _server.Next(answer);
        await Given("mai@example.vn");

        await Run();
        var putOff = await Stored();
        await Run();
        var early = _server.Recipients.Count;
        _market.Clock.Advance(JobsOptions.Delay(1) + TimeSpan.FromSeconds(1));
        await Run();
        _market.Clock.Advance(TimeSpan.FromDays(1));
        await Run();

        Assert.True(putOff is { DoneAt: null, IsDead: false, Attempts: 1 });
        Assert.NotEqual("", putOff.LastError);
        Assert.Equal((1, 2), (early, _server.Recipients.Count));
        Assert.NotNull((await Stored()).DoneAt);
    }

    [Fact]
    public async Task A_message_the_server_took_without_saying_so_goes_again_under_the_same_name()
    {
        _server.Next("data:hang-up");
        await Given("mai@example.vn");

        await Run();
        _market.Clock.Advance(TimeSpan.FromMinutes(1));
        await Run();

        Assert.Equal(2, _server.Taken.Count);
        Assert.Single(_server.Taken.Select(letter => letter.MessageId).Distinct());
        Assert.NotNull((await Stored()).DoneAt);
    }

    [Theory]
    [InlineData("550 no such mailbox")]
    [InlineData("data:554 not wanted here")]
    public async Task What_the_server_refuses_for_good_waits_for_a_person_who_can_send_it_again(string answer)
    {
        _server.Next(answer);
        await Given("nham@example.vn");
        using var officer = await _market.As(await _market.GivenUser(Some.User(), Roles.FinanceOfficer));

        await Run();
        _market.Clock.Advance(TimeSpan.FromDays(2));
        await Run();
        var given = await Stored();
        var page = await officer.Open("/finance/undelivered");
        using var retried = await officer.Post($"/finance/undelivered/{given.Id}/retry");
        await Run();

        Assert.True(given is { DoneAt: null, IsDead: true, Attempts: 1 });
        Assert.Contains(answer[(answer.IndexOf(':', StringComparison.Ordinal) + 1)..], page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, retried.StatusCode);
        Assert.NotNull((await Stored()).DoneAt);
    }

    [Theory]
    [InlineData("sign-up")]
    [InlineData("forgotten")]
    public async Task A_number_no_message_reaches_is_told_so_and_keeps_what_was_typed(string form)
    {
        await _market.GivenUser(Some.User("+84912345678"));
        using var guest = _market.AsGuest();

        foreach (var number in new[] { "0912 345 678", "0987 654 321" })
        {
            using var answer = await guest.Post("/en/account/" + form, ("Name", "Mai"), ("Login", number));
            var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains("Please use an e-mail address", page, StringComparison.Ordinal);
            Assert.Contains($"value=\"{number}\"", page, StringComparison.Ordinal);
        }

        Assert.Equal(1, await _market.Read(db => db.Users.CountAsync()));
        Assert.Empty(await _market.Read(db => db.OutboxMessages.ToListAsync()));
    }

    [Fact]
    public async Task What_would_be_promised_by_message_asks_for_an_address_that_messages_reach()
    {
        var atelier = await Atelier.In(_market);
        var scarf = atelier.Stall.Product(atelier.Producer, "Khăn lanh", stock: 0);
        await atelier.Stall.Open();
        using var guest = _market.AsGuest();
        using var maker = await _market.As(atelier.Maker);

        foreach (var (answer, typed) in new[]
        {
            (await guest.Post($"/en/p/{scarf.Slug}/alerts", ("Contact", "0912 345 678"), ("Agrees", "yes")), "0912 345 678"),
            (await maker.Post($"/en{atelier.Root}/members", ("FullName", "Sùng A Páo"), ("Login", "0987 654 321"), ("Role", "Member"), ("SharePercent", "0")), "0987 654 321"),
        })
        {
            var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains("Please use an e-mail address", page, StringComparison.Ordinal);
            Assert.Contains($"value=\"{typed}\"", page, StringComparison.Ordinal);
        }

        Assert.Equal((0, 0), await _market.Read(async db => (await db.StockAlerts.CountAsync(), await db.Invitations.CountAsync())));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("mai@example.vn", true)]
    public async Task The_thanks_page_promises_a_message_only_where_one_arrives(string email, bool isWrittenTo)
    {
        var atelier = await Atelier.In(_market);
        var scarf = atelier.Stall.Product(atelier.Producer, "Khăn lanh");
        await atelier.Stall.Open();
        var placed = await atelier.Stall.Order(PaymentMethod.CashOnDelivery, goods: (scarf, 1));
        await _market.Read(db => db.Orders.ExecuteUpdateAsync(set => set.SetProperty(order => order.Address.Email, email)));

        var page = await (await _market.AsGuest().Get($"/en/orders/{placed.Number}/thanks?key={placed.Key}")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal((isWrittenTo, !isWrittenTo), (page.Contains("We write to you when it is sent", StringComparison.Ordinal), page.Contains("Keep this order number", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("+84912345678", 0)]
    [InlineData("mai@example.vn", 1)]
    public async Task A_letter_nothing_can_carry_is_not_written(string to, int letters)
    {
        await using var scope = _market.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Outbox>().Add(Outbox.Message, new PersonalMessage(to, Subject, Text), "order-1");

        Assert.Equal(letters, scope.ServiceProvider.GetRequiredService<Marketplace.Infrastructure.Data.MarketplaceDb>().OutboxMessages.Local.Count);
    }

    [Fact]
    public async Task Without_a_server_the_message_waits_and_is_given_up_only_after_the_last_try()
    {
        await Given("mai@example.vn");
        _server.Dispose();

        for (var time = 0; time < 12; time++)
        {
            await Run();
            _market.Clock.Advance(TimeSpan.FromHours(2));
        }

        Assert.True(await Stored() is { DoneAt: null, IsDead: true, Attempts: 10 });
    }

    public void Dispose()
    {
        _market.Dispose();
        _server.Dispose();
    }

    private Task Given(string to) => _market.Given(new OutboxMessage
    {
        Id = Guid.CreateVersion7(),
        Kind = Outbox.Message,
        Payload = JsonSerializer.Serialize(new PersonalMessage(to, Subject, Text)),
        IdempotencyKey = "order-1",
        CreatedAt = _market.Clock.GetUtcNow(),
        DueAt = _market.Clock.GetUtcNow(),
    });

    private async Task<int> Run() => (await _market.Services.GetRequiredService<OutboxRunner>().RunDue(TestContext.Current.CancellationToken)).Done;

    private Task<OutboxMessage> Stored() => _market.Read(db => db.OutboxMessages.AsNoTracking().SingleAsync(message => message.IdempotencyKey == "order-1"));

    private sealed class Mailing(int port) : TestMarketplace
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Smtp:Host", "127.0.0.1");
            builder.UseSetting("Smtp:Port", port.ToString(CultureInfo.InvariantCulture));
            builder.UseSetting("Smtp:From", "cho@example.vn");
            builder.UseSetting("Smtp:RequireTls", "false");
        }
    }
}

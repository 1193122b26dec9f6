using System.Text.Json;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Marketplace.Tests.Infrastructure.Messaging;

public sealed class MessageSenderTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    private MessageFolder Folder => _market.Services.GetRequiredService<MessageFolder>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mai@example.vn", "mai@example.vn")]
    [InlineData("+84912345678", "+84912345678@sms.invalid")]
    public async Task Without_a_mail_server_a_message_is_a_file(string to, string address)
    {
        await Handle(_market, new PersonalMessage(to, "Đơn hàng của bạn", "Chào bạn,\nđơn đã gửi."), "order-1");

        var letter = await Read(Assert.Single(Folder.Names()));
        Assert.Equal(address, letter.To.Mailboxes.Single().Address);
        Assert.Equal(("Đơn hàng của bạn", "Chào bạn,\nđơn đã gửi."), (letter.Subject, letter.TextBody!.ReplaceLineEndings("\n").TrimEnd()));
    }

    [Fact]
    public async Task The_same_key_is_sent_once()
    {
        for (var time = 0; time < 3; time++)
        {
            await Handle(_market, new PersonalMessage("mai@example.vn", "S", "T"), "order-1");
        }

        await Handle(_market, new PersonalMessage("mai@example.vn", "S", "T"), "order-2");

        Assert.Equal(2, Folder.Names().Count);
    }

    [Fact]
    public async Task A_line_break_in_a_subject_adds_no_header()
    {
        await Handle(_market, new PersonalMessage("mai@example.vn", "Hello\r\nBcc: all@example.vn", "T"), "order-1");

        var letter = await Read(Assert.Single(Folder.Names()));
        Assert.Empty(letter.Bcc);
        Assert.DoesNotContain(letter.Headers, header => header.Id == HeaderId.Bcc);
    }

    [Fact]
    public async Task With_a_mail_server_a_telephone_is_undeliverable_and_says_so()
    {
        using var market = new WithServer();
        var message = Message(new PersonalMessage("+84912345678", "S", "T"), "order-1");

        await using var scope = market.Services.CreateAsyncScope();
        var handler = scope.ServiceProvider.GetServices<IOutboxHandler>().Single(handler => handler.Kind == Outbox.Message);
        await Assert.ThrowsAsync<UndeliverableException>(() => handler.Handle(message, Ct));

        Assert.True(message.IsDead);
    }

    [Theory]
    [InlineData("../../market")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void No_name_leads_out_of_the_folder(string name) => Assert.Null(Folder.File(name));

    public void Dispose() => _market.Dispose();

    private static async Task Handle(TestMarketplace market, PersonalMessage message, string key)
    {
        await using var scope = market.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetServices<IOutboxHandler>().Single(handler => handler.Kind == Outbox.Message).Handle(Message(message, key), Ct);
    }

    private static OutboxMessage Message(PersonalMessage message, string key) => new()
    {
        Id = Guid.CreateVersion7(),
        Kind = Outbox.Message,
        Payload = JsonSerializer.Serialize(message),
        IdempotencyKey = key,
        CreatedAt = Some.Moment,
        DueAt = Some.Moment,
    };

    private Task<MimeMessage> Read(string name) => MimeMessage.LoadAsync(Folder.File(name)!, Ct);

    private sealed class WithServer : TestMarketplace
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Smtp:Host", "127.0.0.1");
            builder.UseSetting("Smtp:From", "cho@example.vn");
        }
    }
}

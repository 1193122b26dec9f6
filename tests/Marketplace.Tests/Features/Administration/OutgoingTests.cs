using System.Net;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Tests.Infrastructure.Configuration;
using Marketplace.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Administration;

/// <summary>The page of Development that lists what would have been sent.</summary>
public sealed class OutgoingTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    [Fact]
    public async Task Messages_are_listed_newest_first_and_open_to_their_words()
    {
        using var guest = _market.AsGuest();
        var empty = await guest.Open("/dev/messages");
        await Write("mai@example.vn", "Đơn đã nhận", "Chào chị Mai");
        _market.Clock.Advance(TimeSpan.FromMinutes(1));
        await Write("+84912345678", "Đơn đã gửi", "<script>alert(1)</script> & hết");

        var list = await guest.Open("/dev/messages");
        var links = list.QuerySelectorAll("th a").ToList();
        var letter = await guest.Open(links[0].GetAttribute("href")!);

        Assert.NotNull(empty.QuerySelector(".empty"));
        Assert.Equal(["Đơn đã gửi", "Đơn đã nhận"], links.Select(link => link.TextContent));
        Assert.Contains("+84912345678@sms.invalid", list.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("<script>alert(1)</script> & hết", letter.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(letter.Scripts, script => script.TextContent.Contains("alert(1)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Long_lists_are_paged()
    {
        using var guest = _market.AsGuest();
        for (var number = 0; number < 31; number++)
        {
            await Write("mai@example.vn", $"Thư {number:00}", "T");
            _market.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var first = await guest.Open("/dev/messages");
        var second = await guest.Open(first.QuerySelector(".pager a[rel=next]")!.GetAttribute("href")!);

        Assert.Equal((30, 1), (first.QuerySelectorAll("th a").Length, second.QuerySelectorAll("th a").Length));
        Assert.Equal("Thư 00", second.QuerySelector("th a")!.TextContent);
    }

    [Fact]
    public async Task In_production_there_is_no_such_page()
    {
        using var market = ConfigurationTests.Production();
        using var guest = market.CreateClient();
        var file = Path.Combine(market.Services.GetRequiredService<MessageFolder>().Path, "letter.eml");
        await File.WriteAllTextAsync(file, "Subject: secret\r\n\r\nsecret", TestContext.Current.CancellationToken);

        using var list = await guest.Get("/dev/messages");
        using var letter = await guest.Get("/dev/messages/letter");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (list.StatusCode, letter.StatusCode));
    }

    public void Dispose() => _market.Dispose();

    private Task Write(string to, string subject, string text) => _market.Services.GetRequiredService<IMessageSender>()
        .Send(new PersonalMessage(to, subject, text), subject, TestContext.Current.CancellationToken);
}

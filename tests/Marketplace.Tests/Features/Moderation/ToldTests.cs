using System.Net;
using System.Text.RegularExpressions;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Producers;
using Marketplace.Features.Listings.Preview;
using Marketplace.Features.Moderation;
using Marketplace.Features.Moderation.Producers;
using Marketplace.Features.Moderation.Products;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Moderation;

/// <summary>Makers are told what holds when they read it.</summary>
public sealed class ToldTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Goods_sent_in_again_take_the_message_about_the_last_decision_with_them()
    {
        var (atelier, product) = await Submitted();
        await _market.Send(new DecideOnProduct(product, UserId.New(), Verdict.AskChanges, ["photo-unclear"], ""));
        _market.Clock.Advance(TimeSpan.FromMinutes(3));

        Assert.Empty((await Send(atelier, product)).Refusals);

        _market.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(0, await _market.Read(db => db.OutboxMessages.CountAsync(Ct)));
    }

    [Fact]
    public async Task An_application_sent_in_again_takes_the_message_about_the_last_decision_with_it()
    {
        var atelier = await Atelier.In(_market);
        await Status(ProducerStatus.Applied);
        await _market.Send(new DecideOnProducer(atelier.Producer.Id, UserId.New(), Verdict.AskChanges, ["place-wrong"], ""));

        using var sent = await (await _market.As(atelier.Maker)).Post(
            $"{atelier.Root}/application", ("NameVi", "Nhà Sùng"), ("MemberCount", "1"), ("ProvinceId", $"{atelier.Stall.TuyenQuang.Id}"), ("UnitId", $"{atelier.Producer.UnitId}"), ("AddressLine", "Thôn"),
            ("Phone", "0912345678"));

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal(0, await _market.Read(db => db.OutboxMessages.CountAsync(Ct)));
    }

    [Theory]
    [InlineData(ProducerStatus.Applied, "chưa được duyệt")]
    [InlineData(ProducerStatus.ChangesRequested, "Sửa theo lời nhắn")]
    [InlineData(ProducerStatus.Rejected, "đã khép lại")]
    [InlineData(ProducerStatus.Suspended, "Hàng tạm ẩn")]
    public async Task Why_goods_cannot_be_sent_in_is_what_stands_on_the_shops_own_page(ProducerStatus status, string words)
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        await Status(status);

        using var refused = await (await _market.As(atelier.Maker)).Post($"{atelier.Root}/listings/{draft.Id.Value}/preview", ("Declared", "maker-declaration"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(words, (await refused.Page()).QuerySelector(".errors")!.TextContent);
    }

    [Fact]
    public async Task A_shop_opened_again_reads_that_its_goods_are_back()
    {
        var atelier = await Atelier.In(_market);
        await Status(ProducerStatus.Suspended);

        await _market.Send(new ReinstateProducer(atelier.Producer.Id, UserId.New()));

        var told = await Message();
        Assert.Contains("đã mở lại, hàng hiện lại trên chợ", told);
        Assert.DoesNotContain("đã được duyệt", told);
    }

    [Fact]
    public async Task Goods_approved_while_the_shop_is_suspended_are_said_to_wait_for_it()
    {
        var (_, product) = await Submitted();
        await Status(ProducerStatus.Suspended);

        await _market.Send(new DecideOnProduct(product, UserId.New(), Verdict.Approve, [], ""));

        var told = await Message();
        Assert.Contains("khi nơi bán mở lại", told);
        Assert.DoesNotContain("đã lên chợ", told);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<(Atelier Atelier, ProductId Product)> Submitted()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        Assert.Empty((await Send(atelier, draft.Id)).Refusals);
        return (atelier, draft.Id);
    }

    private Task<Marketplace.Domain.Common.Result> Send(Atelier atelier, ProductId product) =>
        _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, product, ["maker-declaration"], false));

    private Task<int> Status(ProducerStatus status) => _market.Read(db => db.Producers.ExecuteUpdateAsync(set => set.SetProperty(producer => producer.Status, status), Ct));

    private async Task<string> Message() => Regex.Unescape((await _market.Read(db => db.OutboxMessages.SingleAsync(Ct))).Payload);
}

using Marketplace.Domain.Accounts;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Orders;

/// <summary>The line above the parcels never denies what stands below it, on whichever page it is read.</summary>
public sealed class HeadlineTests : IDisposable
{
    private readonly CrowdedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData(OrderStatus.Confirmed, ProducerOrderStatus.New, ProducerOrderStatus.New, "chờ người làm nhận đơn")]
    [InlineData(OrderStatus.Confirmed, ProducerOrderStatus.New, ProducerOrderStatus.Declined, "chờ người làm nhận đơn")]
    [InlineData(OrderStatus.Confirmed, ProducerOrderStatus.Accepted, ProducerOrderStatus.New, "đang chuẩn bị")]
    [InlineData(OrderStatus.Confirmed, ProducerOrderStatus.Sent, ProducerOrderStatus.Packed, "Một phần đã gửi đi")]
    [InlineData(OrderStatus.Confirmed, ProducerOrderStatus.Sent, ProducerOrderStatus.Sent, "trên đường")]
    [InlineData(OrderStatus.Confirmed, ProducerOrderStatus.Delivered, ProducerOrderStatus.Sent, "Đã giao một phần")]
    [InlineData(OrderStatus.Completed, ProducerOrderStatus.Delivered, ProducerOrderStatus.Returned, "Đã giao một phần")]
    [InlineData(OrderStatus.Completed, ProducerOrderStatus.Delivered, ProducerOrderStatus.Delivered, "Đã giao")]
    [InlineData(OrderStatus.Completed, ProducerOrderStatus.Refunded, ProducerOrderStatus.Refunded, "Đã hoàn tiền")]
    [InlineData(OrderStatus.Cancelled, ProducerOrderStatus.Returned, ProducerOrderStatus.Returned, "trả về người làm")]
    [InlineData(OrderStatus.Cancelled, ProducerOrderStatus.Declined, ProducerOrderStatus.Declined, "không thể nhận đơn")]
    [InlineData(OrderStatus.Cancelled, ProducerOrderStatus.Cancelled, ProducerOrderStatus.Cancelled, "Đã huỷ")]
    [InlineData(OrderStatus.Cancelled, ProducerOrderStatus.Cancelled, ProducerOrderStatus.Declined, "Đã huỷ")]
    [InlineData(OrderStatus.Expired, ProducerOrderStatus.Cancelled, ProducerOrderStatus.Cancelled, "Hết hạn")]
    public async Task It_follows_the_parcels(OrderStatus order, ProducerOrderStatus first, ProducerOrderStatus second, string words)
    {
        var stall = await Stall.In(_market);
        var (scarf, bag) = (stall.Product(stall.Producer("Nhà Một"), "Khăn"), stall.Product(stall.Producer("Nhà Hai", stall.SaPa), "Túi"));
        await stall.Open();
        var placed = await stall.Order(PaymentMethod.CashOnDelivery, goods: [(scarf, 1), (bag, 1)]);
        var buyer = await _market.GivenUser(Some.User());
        await _market.Read(async db =>
        {
            await db.Orders.ExecuteUpdateAsync(set => set.SetProperty(one => one.Status, order).SetProperty(one => one.BuyerId, (UserId?)buyer.UserId));
            await db.ProducerOrders.Where(part => part.Number.EndsWith("-1")).ExecuteUpdateAsync(set => set.SetProperty(part => part.Status, first));
            return await db.ProducerOrders.Where(part => part.Number.EndsWith("-2")).ExecuteUpdateAsync(set => set.SetProperty(part => part.Status, second));
        });

        var guest = _market.AsGuest();
        string[] said =
        [
            (await guest.Open($"/orders/{placed.Number}?key={placed.Key}")).Texts("main > p > strong")[0],
            (await guest.Open($"/track/{placed.Number}?key={OrderKey.ForFollowing(placed.Key)}")).Texts("main > p > strong")[0],
            (await guest.Open($"/orders/{placed.Number}/thanks?key={placed.Key}")).Texts("main .banner")[0],
            (await (await _market.As(buyer)).Open("/account/orders")).Texts("main li .tag")[0],
        ];

        Assert.All(said, line => Assert.Contains(words, line, StringComparison.Ordinal));
        Assert.Single(said.Distinct());
    }

    [Theory]
    [InlineData(PaymentMethod.CashOnDelivery)]
    [InlineData(PaymentMethod.BankTransfer)]
    public async Task A_word_is_asked_of_the_buyer_only_where_there_is_a_button_for_it(PaymentMethod method)
    {
        var atelier = await Atelier.In(_market);
        var scarf = atelier.Stall.Product(atelier.Producer, "Khăn lanh");
        await atelier.Stall.Open();
        var placed = await atelier.Stall.Order(method, goods: (scarf, 1));
        if (method == PaymentMethod.BankTransfer)
        {
            await _market.Change(db => db.Orders.Include(order => order.Parts).SingleAsync(), order => order.Confirm(_market.Clock.GetUtcNow(), Actor.System));
        }

        var maker = await _market.As(atelier.Maker);
        var root = $"{atelier.Root}/orders/{placed.Number}-1";
        var shown = await maker.Open(root);
        foreach (var step in (string[])["Accept", "Pack", "Send", "Deliver"])
        {
            await maker.Post($"{root}/steps", ("Step", step), ("Carrier", "VNPost"), ("TrackingCode", "EV1VN"));
        }

        var page = await _market.AsGuest().Open($"/orders/{placed.Number}?key={placed.Key}");
        var letters = await _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("part-")).Select(message => message.Payload).ToListAsync());
        var texts = letters.ConvertAll(payload => System.Text.Json.JsonSerializer.Deserialize<Marketplace.Domain.Messaging.PersonalMessage>(payload)!.Text);

        Assert.Equal(
            page.QuerySelector("form[action$='/receipt']") is not null,
            texts.Single(text => text.Contains("được báo là đã giao", StringComparison.Ordinal)).Contains("xác nhận ở đây", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("VNPost EV1VN. Theo dõi: ", StringComparison.Ordinal));
        Assert.All(texts.Where(text => text.StartsWith("Bạn có đơn mới", StringComparison.Ordinal)), text => Assert.EndsWith(root, text, StringComparison.Ordinal));
        Assert.Equal(method == PaymentMethod.CashOnDelivery, texts.Exists(text => text.StartsWith("Bạn có đơn mới", StringComparison.Ordinal)));
        Assert.Contains("Gửi chậm nhất ngày", shown.Texts("main dt"));
        Assert.Equal(method == PaymentMethod.BankTransfer, page.Texts(".timeline li").Any(step => step.Contains("Đã nhận đủ tiền", StringComparison.Ordinal)));
    }
}

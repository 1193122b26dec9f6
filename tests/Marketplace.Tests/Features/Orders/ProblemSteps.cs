using System.Text.Json;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Payments;
using Marketplace.Features.Checkout.Confirm;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Orders;

/// <summary>An order something is wrong with, told by its buyer and closed by a moderator.</summary>
internal static class ProblemSteps
{
    public static readonly (string Name, string Text) Answer = ("Answer", "Người làm gửi chiếc khác, không tính phí.");

    public static async Task<(PreparedOrder Placed, Atelier Atelier)> Placed(this TestMarketplace market, PaymentMethod method = PaymentMethod.CashOnDelivery)
    {
        var atelier = await Atelier.In(market);
        var scarf = atelier.Stall.Product(atelier.Producer, "Khăn lanh");
        await atelier.Stall.Open();
        return (await atelier.Stall.Order(method, goods: (scarf, 1)), atelier);
    }

    public static Task<HttpResponseMessage> Report(this HttpClient browser, PreparedOrder placed, params byte[][] photos) => browser.Report(placed, "", photos);

    public static async Task<HttpResponseMessage> Report(this HttpClient browser, PreparedOrder placed, string language, params byte[][] photos)
    {
        using var form = new MultipartFormDataContent { { new StringContent(placed.Key), "key" }, { new StringContent("Khăn bị rách một góc."), "Text" } };
        foreach (var photo in photos)
        {
            form.Add(new ByteArrayContent(photo), "Photos", "anh.jpg");
        }

        return await browser.PostAsync(new Uri($"{language}/orders/{placed.Number}/problem", UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    public static async Task Close(this TestMarketplace market, PreparedOrder placed) =>
        await (await market.As(await market.GivenUser(Some.User(), Roles.Moderator))).Post($"/problems/{placed.Number}/closure", Answer);

    /// <summary>To whom, and below it what.</summary>
    public static Task<List<string>> Letters(this TestMarketplace market, string kind) => market.Read(async db =>
        (await db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith(kind)).Select(message => message.Payload).ToListAsync())
            .ConvertAll(payload => JsonSerializer.Deserialize<PersonalMessage>(payload)! is var letter ? letter.To + "\n" + letter.Text : ""));

    public static string[] PrivateFiles(this TestMarketplace market) => Directory.GetFiles(Path.Combine(market.DataFolder, "media", "private"), "*", SearchOption.AllDirectories);
}

using System.Net;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Rules;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Checkout;

/// <summary>An order that nobody paid holds goods; one telephone number empties no shelf.</summary>
public sealed class OpenOrdersTests : IDisposable
{
    private readonly CrowdedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("CashOnDelivery")]
    [InlineData("BankTransfer")]
    public async Task One_number_has_few_orders_open_at_a_time(string method)
    {
        var (stall, scarf) = await Open();
        await Order(stall, scarf, method);
        await Order(stall, scarf, method);
        var left = await Left();

        using var refused = await Order(stall, scarf, method);
        var page = await Walk.Page(refused);
        using var other = await Order(stall, scarf, method, "0987 654 321");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("đang có 2 đơn", page.QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, other.StatusCode);
        Assert.Equal(left - 1, await Left());
    }

    /// <summary>Anybody can write anybody's number.</summary>
    [Fact]
    public async Task A_strangers_orders_keep_nobody_who_is_signed_in_from_buying()
    {
        var (stall, scarf) = await Open();
        await Order(stall, scarf, "BankTransfer");
        await Order(stall, scarf, "BankTransfer");

        using var owner = await _market.As(await _market.GivenUser(Some.User()));
        using var bought = await Order(stall, scarf, "CashOnDelivery", browser: owner);

        Assert.Equal(HttpStatusCode.Redirect, bought.StatusCode);
    }

    [Fact]
    public async Task What_a_maker_took_on_counts_no_more()
    {
        var (stall, scarf) = await Open();
        await Order(stall, scarf, "CashOnDelivery");
        await Order(stall, scarf, "CashOnDelivery");
        await _market.Read(db => db.ProducerOrders.ExecuteUpdateAsync(part => part.SetProperty(row => row.Status, ProducerOrderStatus.Accepted)));

        using var third = await Order(stall, scarf, "CashOnDelivery");

        Assert.Equal(HttpStatusCode.Redirect, third.StatusCode);
    }

    /// <summary>The index is not in the model: a migration that makes the table anew must make it anew too.</summary>
    [Fact]
    public async Task They_are_counted_by_an_index()
    {
        var indexes = await _market.Read(async db => db.Database.IsSqlite()
            ? await db.Database.SqlQuery<string>($"SELECT name AS Value FROM sqlite_master WHERE type = 'index'").ToListAsync()
            : await db.Database.SqlQuery<string>($"SELECT name AS Value FROM sys.indexes WHERE name IS NOT NULL").ToListAsync());

        Assert.Contains("IX_Orders_Phone", indexes);
    }

    private async Task<(Stall Stall, Product Scarf)> Open()
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh", stock: 10);
        await stall.Open();
        await _market.Given(new PolicyValue { Code = PolicyCodes.OpenOrdersPerPhone, Value = 2, ValidFrom = new DateOnly(2025, 7, 2), Source = "test" });
        return (stall, scarf);
    }

    private async Task<HttpResponseMessage> Order(Stall stall, Product product, string method, string phone = "0912 345 678", HttpClient? browser = null)
    {
        var walk = new Walk(browser ?? _market.AsGuest());
        await walk.Add(product);
        await walk.Start();
        await walk.Address([.. Walk.AtHome(stall).Where(field => field.Name != "Phone"), ("Phone", phone)]);
        await walk.Method(method);
        return await walk.Confirm(await walk.Shown());
    }

    private Task<int> Left() => _market.Read(db => db.StockLevels.Select(stock => stock.Available).SingleAsync());
}

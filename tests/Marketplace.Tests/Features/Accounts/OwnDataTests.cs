using System.Net;
using System.Text.Json;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Carts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Features.Accounts.OwnData;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Accounts;

public sealed class OwnDataTests : IDisposable
{
    private readonly ReviewedMarket _market = new();

    [Fact]
    public async Task A_buyer_takes_along_orders_addresses_reviews_and_problems_and_nobody_elses()
    {
        var bought = await _market.Bought();
        var user = await _market.GivenUser(Some.User("mai@example.vn", name: "Nguyễn Thị Mai"), Roles.Buyer);
        await _market.Read(db => db.Orders.ExecuteUpdateAsync(set => set.SetProperty(order => order.BuyerId, user.UserId)));
        await _market.Published(bought, name: "Mai");
        var order = await _market.Read(db => db.Orders.Select(one => one.Id).SingleAsync());
        await _market.Given(
            new OrderProblem { OrderId = order, At = _market.Clock.GetUtcNow(), Text = "Khăn bị rách", IsByFollower = false },
            new OrderProblem { OrderId = order, At = _market.Clock.GetUtcNow(), Text = "Tôi chỉ theo dõi", IsByFollower = true });
        await _market.Given(new Marketplace.Domain.Orders.Checkout
        {
            Id = CheckoutId.New(),
            CartId = CartId.New(),
            UserId = user.UserId,
            StartedAt = _market.Clock.GetUtcNow(),
            Address = new Address { FullName = "Mai", Line1 = "Số 9 Hàng Đào" },
        });
        var foreign = await _market.Bought(name: "Túi của người khác", atelier: bought.Atelier, phone: "0911 222 333");

        var neighbour = await _market.GivenUser(Some.User("binh@example.vn"), Roles.Buyer);
        await _market.Read(db => db.Orders.Where(one => one.Number == foreign.Number).ExecuteUpdateAsync(set => set.SetProperty(one => one.BuyerId, neighbour.UserId)));
        await _market.Published(foreign, text: "Lời của người khác", name: "Bình");

        using var browser = await _market.As(user);
        await browser.Post("/cart/lines", ("variant", bought.Product.Variants.First().Id.Value.ToString()), ("quantity", "2"));
        using var answer = await browser.Post("/account/data", ("Password", Some.Password));
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var data = JsonDocument.Parse(text);

        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Matches("^du-lieu-cua-toi-[0-9]{4}-[0-9]{2}-[0-9]{2}\\.json$", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Contains("Nguyễn Thị Mai", text, StringComparison.Ordinal);
        Assert.Equal("mai@example.vn", data.RootElement.GetProperty("account").GetProperty("signsInWith").GetString());
        var one = Assert.Single(data.RootElement.GetProperty("orders").EnumerateArray().ToList());
        Assert.Equal(bought.Number, one.GetProperty("number").GetString());
        Assert.Equal("+84987654321", one.GetProperty("address").GetProperty("phone").GetString());
        Assert.Equal("Khăn lanh", Assert.Single(one.GetProperty("lines").EnumerateArray().ToList()).GetProperty("product").GetString());
        Assert.Equal("Khăn bị rách", Assert.Single(one.GetProperty("problems").EnumerateArray().ToList()).GetProperty("text").GetString());
        Assert.Equal(ReviewedMarket.Praise, Assert.Single(data.RootElement.GetProperty("reviews").EnumerateArray().ToList()).GetProperty("text").GetString());
        Assert.Equal(2, Assert.Single(data.RootElement.GetProperty("cart").EnumerateArray().ToList()).GetProperty("quantity").GetInt32());
        Assert.Equal("Số 9 Hàng Đào", Assert.Single(data.RootElement.GetProperty("checkouts").EnumerateArray().ToList()).GetProperty("address").GetProperty("line1").GetString());
        Assert.DoesNotContain(foreign.Number, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Lời của người khác", text, StringComparison.Ordinal);
        Assert.DoesNotContain(user.PasswordHash!, text, StringComparison.Ordinal);
        Assert.DoesNotContain(user.SecurityStamp!, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_maker_takes_along_what_is_kept_encrypted_and_the_log_says_who_read_it()
    {
        var atelier = await Atelier.In(_market);
        var person = atelier.Maker.PersonId!.Value;
        var cipher = _market.Services.GetRequiredService<ColumnProtector>().Ethnicity(person, "hmong");
        await _market.Read(db => db.Persons.Where(row => row.Id == person).ExecuteUpdateAsync(set => set.SetProperty(row => row.EthnicityCipher, cipher)));

        var data = await _market.Send(new ShowOwnData(atelier.Maker.UserId));

        Assert.Equal("hmong", data.Person!.EthnicGroup);
        Assert.Equal(atelier.Producer.NameVi, Assert.Single(data.Memberships).Shop);
        Assert.Equal([atelier.Maker.UserId], await _market.Read(db => db.AuditEvents.Where(entry => entry.Action == SensitiveReader.Action).Select(entry => entry.ActorId!.Value).ToListAsync()));
    }

    [Fact]
    public async Task Helping_alerts_and_what_happened_to_the_account_are_in_it()
    {
        var atelier = await Atelier.In(_market);
        var (user, other) = (await _market.GivenUser(Some.User("mai@example.vn")), await _market.GivenUser(Some.User("binh@example.vn")));
        var product = await Some.SavedProduct(_market, await Some.SavedBooth(_market));
        var now = _market.Clock.GetUtcNow();
        await _market.Given(
            Mandate.Give(atelier.Producer.Id, user.UserId, MandateScope.Orders, 3, now), Mandate.Give(atelier.Producer.Id, other.UserId, MandateScope.All, 3, now),
            Alert(product.Id, "mai@example.vn"), Alert(product.Id, "binh@example.vn"),
            Event(AuditSubject.OfAccount(user.UserId), "account.password"), Event(AuditSubject.Formerly(user.UserId), "role.revoke"), Event(AuditSubject.OfAccount(other.UserId), "account.login"));

        var data = await _market.Send(new ShowOwnData(user.UserId));

        Assert.Equal((atelier.Producer.NameVi, "Orders"), (Assert.Single(data.Mandates).Shop, data.Mandates[0].Scope));
        Assert.Equal(product.NameVi, Assert.Single(data.StockAlerts).Product);
        Assert.Equal(["account.password", "role.revoke"], data.History.Select(one => one.Action));

        StockAlert Alert(ProductId id, string contact) => new()
        {
            Id = StockAlertId.New(),
            ProductId = id,
            Contact = contact,
            Language = "vi",
            TextVersion = StockAlert.CurrentText,
            AskedAt = now,
        };

        AuditEvent Event(string subject, string action) => new() { At = now, Subject = subject, Action = action };
    }

    [Fact]
    public async Task A_session_left_open_takes_nothing_along_and_who_does_is_on_record()
    {
        var user = await _market.GivenUser(Some.User());
        using var browser = await _market.As(user);

        using var refused = await browser.Post("/account/data", ("Password", "a wrong one"));
        var before = await _market.Read(db => db.AuditEvents.CountAsync());
        using var taken = await browser.Post("/account/data", ("Password", Some.Password));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "text/html"), (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType));
        Assert.Equal((0, HttpStatusCode.OK), (before, taken.StatusCode));
        Assert.Equal(["account.data"], await _market.Read(db => db.AuditEvents.Select(entry => entry.Action).ToListAsync()));
    }

    public void Dispose() => _market.Dispose();
}

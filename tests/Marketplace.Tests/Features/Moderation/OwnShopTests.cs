using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Origin;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Listings.Preview;
using Marketplace.Features.Moderation;
using Marketplace.Features.Moderation.Certificates;
using Marketplace.Features.Moderation.Producers;
using Marketplace.Features.Moderation.Products;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Moderation;

/// <summary>A moderator may also make and sell; then a colleague decides.</summary>
public sealed class OwnShopTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Nobody_decides_on_goods_of_a_shop_they_belong_to()
    {
        var (atelier, member) = await Shop();
        var product = (await atelier.CompleteDraft()).Id;
        Assert.True((await _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, product, ["maker-declaration"], false))).Succeeded);
        var own = await _market.As(member);
        var colleague = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        var page = $"/moderation/products/{product.Value}";
        var shown = (await own.Open(page)).QuerySelector("[name=Shown]")!.GetAttribute("value")!;

        using var refused = await own.Post(page, ("Verdict", "Approve"), ("Shown", shown));
        var still = (await atelier.Reload(product)).Status;
        using var approved = await colleague.Post(page, ("Verdict", "Approve"), ("Shown", shown));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, ProductStatus.Submitted), (refused.StatusCode, still));
        Assert.Contains("Hãy nhờ một đồng nghiệp", (await refused.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Redirect, ProductStatus.Published), (approved.StatusCode, (await atelier.Reload(product)).Status));
        using var edits = await own.Post(page + "/edits", ("firstShown", "1"), ("lastShown", "9"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, edits.StatusCode);
    }

    [Fact]
    public async Task Nobody_decides_on_a_shop_they_belong_to()
    {
        var (atelier, member) = await Shop();
        var moderator = member.UserId;
        var id = atelier.Producer.Id;
        using var suspended = await (await _market.As(member)).Post($"/moderation/producers/{id.Value}/suspension", ("Reasons", "complaints"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, suspended.StatusCode);
        foreach (var result in new[]
        {
            await _market.Send(new DecideOnProducer(id, moderator, Verdict.Approve, [], "")),
            await _market.Send(new ReinstateProducer(id, moderator)),
            await _market.Send(new ReopenProducer(id, moderator)),
            await _market.Send(new MarkStorySeen(id, moderator, 0, 9)),
        })
        {
            Assert.Equal(["moderation.own-shop"], result.Refusals.Select(refusal => refusal.Code));
        }

        Assert.Equal(ProducerStatus.Verified, await _market.Read(db => db.Producers.Where(producer => producer.Id == id).Select(producer => producer.Status).SingleAsync(Ct)));
    }

    [Fact]
    public async Task Nobody_verifies_a_certificate_of_a_shop_they_belong_to()
    {
        var (atelier, member) = await Shop();
        var product = await atelier.CompleteDraft();
        var certificate = new Certificate
        {
            Id = CertificateId.New(),
            ProducerId = atelier.Producer.Id,
            ProductId = product.Id,
            Kind = CertificateKind.Organic,
            Number = "2/QĐ",
            Issuer = "UBND",
            ValidFrom = new DateOnly(2026, 1, 1),
            ValidUntil = new DateOnly(2028, 12, 31),
        };
        await _market.Given(certificate);

        using var refused = await (await _market.As(member)).Post($"/moderation/certificates/{certificate.Id.Value}", ("accepted", "true"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Null(await _market.Read(db => db.Certificates.Select(row => row.VerifiedAt).SingleAsync(Ct)));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(29, false)]
    [InlineData(31, true)]
    public async Task Who_has_left_a_shop_decides_on_it_a_month_later(int daysAgo, bool decides)
    {
        var (atelier, member) = await Shop();
        var last = _market.Clock.GetUtcNow().VietnamDay().AddDays(-daysAgo);
        await _market.Read(db => db.Memberships.ExecuteUpdateAsync(set => set.SetProperty(membership => membership.Until, last), Ct));

        var result = await _market.Send(new SuspendProducer(atelier.Producer.Id, member.UserId, ["complaints"], ""));

        Assert.Equal(decides ? [] : ["moderation.own-shop"], result.Refusals.Select(refusal => refusal.Code));
    }

    [Theory]
    [InlineData("in force", false)]
    [InlineData("over for ten days", false)]
    [InlineData("taken back ten days ago", false)]
    [InlineData("over for a month", true)]
    [InlineData("taken back a month ago", true)]
    public async Task Nobody_decides_on_a_shop_they_help_or_have_just_helped(string mandate, bool decides)
    {
        var atelier = await Atelier.In(_market);
        var helper = await _market.GivenUser(Some.User(), Roles.Helper, Roles.Moderator);
        var now = _market.Clock.GetUtcNow();
        var given = new Mandate
        {
            Id = MandateId.New(),
            HelperId = helper.UserId,
            ProducerId = atelier.Producer.Id,
            Scope = MandateScope.Listings,
            From = now.AddDays(-90),
            Until = mandate switch { "over for ten days" => now.AddDays(-10), "over for a month" => now.AddDays(-31), _ => now.AddDays(30) },
        };
        if (mandate.StartsWith("taken back", StringComparison.Ordinal))
        {
            given.Revoke(now.AddDays(mandate == "taken back a month ago" ? -31 : -10));
        }

        await _market.Given(given);

        var result = await _market.Send(new SuspendProducer(atelier.Producer.Id, helper.UserId, ["complaints"], ""));

        Assert.Equal(decides ? [] : ["moderation.own-shop"], result.Refusals.Select(refusal => refusal.Code));
    }

    private async Task<(Atelier Atelier, User Member)> Shop()
    {
        var atelier = await Atelier.In(_market);
        return (atelier, await _market.GivenUser(Some.User(person: await atelier.Joined()), Roles.Moderator));
    }
}

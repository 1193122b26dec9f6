using System.Net;
using AngleSharp.Dom;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Producers;
using Marketplace.Features.Listings.Preview;
using Marketplace.Features.Listings.Start;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Listings;

/// <summary>Each line of the summary over a refused form leads to what it is about.</summary>
public sealed class ErrorLinkTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("price", "Variants[0].PriceDong=1", "Variants[0].Stock=-1", "Variants[1].PriceDong=1", "Variants[1].NameVi=Lớn", "LeadTimeDays=999")]
    [InlineData("price", "Supply=Stock")]
    [InlineData("price", "Variants[0].PriceDong=10.000", "Variants[0].Stock=1", "Variants[1].PriceDong=10.000", "Variants[1].Stock=1", "Supply=Stock", "LeadTimeDays=3")]
    [InlineData("story", "NameVi=a")]
    [InlineData("details", "MakingHours=0", "Length=x", "Width=x", "Height=x", "MaterialsVi=a\nb", "MaterialsEn=a\nb", "NameEn=a\nb")]
    [InlineData("lots", "Code=")]
    [InlineData("certificates", "Kind=")]
    [InlineData("preview", "Declared=none")]
    [InlineData("photos", "none=")]
    [InlineData("photos/changes", "change=99")]
    [InlineData("photos/changes", "change=x:y", "words[x]=y", "wordsEn=z")]
    public async Task Every_error_of_a_listing_leads_to_its_field(string step, params string[] typed)
    {
        var atelier = await Atelier.In(_market);
        var listing = Stall.Done(await _market.Send(new StartListing(ProductId.New(), atelier.Producer.Id, atelier.Actor, atelier.Kind.Id)));
        await AllLead(await _market.As(atelier.Maker), $"{atelier.Root}/listings/{listing.Value}/{step}", typed);
    }

    [Fact]
    public async Task Every_error_of_an_application_leads_to_its_field()
    {
        var atelier = await Atelier.In(_market);
        var browser = await _market.As(atelier.Maker);

        await AllLead(browser, "/sell/apply", "People[0].FullName=a", "People[0].SharePercent=x");
        await AllLead(
            browser, "/sell/apply", $"Token={Guid.CreateVersion7()}", "Kind=Household", "NameVi=Nhà khác", "MemberCount=1", $"ProvinceId={atelier.Stall.LaoCai.Id}",
            $"UnitId={atelier.Stall.SaPa.Id}", "AddressLine=Thôn", "Phone=0912345678", "People[0].FullName=Sùng Thị Mỷ", "People[0].SharePercent=60", "People[1].FullName=Sùng A Páo",
            "People[1].SharePercent=60", "AcceptsTerms=true");
        await _market.Read(db => db.Producers.ExecuteUpdateAsync(set => set.SetProperty(producer => producer.Status, ProducerStatus.ChangesRequested), Ct));
        await AllLead(browser, $"{atelier.Root}/application", "NameVi=", "Email=x");
    }

    [Fact]
    public async Task Every_error_of_a_decision_leads_to_its_field()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        await _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, draft.Id, ["maker-declaration"], false));
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));

        await AllLead(moderator, $"/moderation/products/{draft.Id.Value}", "Verdict=99", "Message=" + new string('x', 2001));
        await AllLead(moderator, $"/moderation/products/{draft.Id.Value}", "Verdict=Reject");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task AllLead(HttpClient browser, string address, params string[] typed)
    {
        using var response = await browser.Post(address, [.. typed.Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], pair[1]))]);
        var page = await response.Page();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var dead = page.QuerySelectorAll(".errors a").Select(link => link.GetAttribute("href")![1..]).Where(id => page.GetElementById(id) is null).ToList();
        Assert.NotEmpty(page.QuerySelectorAll(".errors li"));
        Assert.Empty(dead);
    }
}

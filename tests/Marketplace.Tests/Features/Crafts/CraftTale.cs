using System.Net.Http.Headers;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.People;
using Marketplace.Features.Media.Process;
using Marketplace.Features.Moderation;
using Marketplace.Features.Moderation.Crafts;
using Marketplace.Features.Studio.Crafts;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Crafts;

/// <summary>A shop of a people whose goods are made by a craft, which it may tell of.</summary>
internal sealed class CraftTale
{
    private readonly TestMarketplace _market;

    private CraftTale(TestMarketplace market, Atelier atelier, Technique craft, EthnicGroup people) => (_market, Atelier, Craft, People) = (market, atelier, craft, people);

    public Atelier Atelier { get; }

    public Technique Craft { get; }

    public EthnicGroup People { get; }

    /// <summary>Where its makers write it.</summary>
    public string Page => $"{Atelier.Root}/crafts/{Craft.Slug}";

    /// <summary>Where everybody reads it.</summary>
    public string Public => $"/makers/{Atelier.Producer.Slug}/crafts/{Craft.Slug}";

    public static async Task<CraftTale> In(TestMarketplace market, string name = "Nhà Sùng", CraftTale? beside = null)
    {
        var atelier = await Atelier.In(market, name, beside?.Atelier.Stall);
        var craft = beside?.Craft ?? new Technique { Slug = "hemp", NameVi = "Dệt lanh", NameEn = "Hemp weaving" };
        var people = beside?.People ?? new EthnicGroup { Slug = "hmong-thu", Code1979 = "98", Code2008 = "98", NameVi = "Mông", NameEn = "Hmong" };
        if (beside is null)
        {
            await market.Given(craft, people);
        }

        await market.Given(Some.Consent(atelier.Producer.Id, atelier.Person.Id));
        await market.Change(atelier.Producer.Id, producer => producer.PublicEthnicGroupId = people.Id);
        var product = Some.Product(new Some.Booth(atelier.Producer, atelier.Stall.LungTam, atelier.Stall.TuyenQuang, atelier.Kind));
        product.SetTechniques([craft.Id]);
        await market.Given(product);
        return new CraftTale(market, atelier, craft, people);
    }

    public Task<long> Id() => _market.Read(db => db.CraftStories.Where(story => story.ProducerId == Atelier.Producer.Id).Select(story => story.Id).SingleAsync(TestContext.Current.CancellationToken));

    /// <summary>With four steps, to the moderators.</summary>
    public async Task Sent()
    {
        for (var step = 1; step <= CraftStory.FewestSteps; step++)
        {
            await using var photo = new MemoryStream(Pictures.Jpeg(400 + step));
            Assert.True((await _market.Send(new WriteCraftStory(Atelier.Producer.Id, Craft.Slug, [], photo, new StepWords(default, $"Bước {step}", ""), "Ai cũng học được.", "", "Bà M., trưởng tổ"))).Succeeded);
        }

        Assert.True((await _market.Send(new SendCraftStory(Atelier.Producer.Id, Atelier.Actor, Craft.Slug))).Succeeded);
    }

    public async Task Develop()
    {
        while ((await _market.Send(new ProcessNextPhoto())).Value)
        {
        }
    }

    public async Task Published(UserId? moderator = null)
    {
        await Sent();
        await Develop();
        Assert.True((await _market.Send(new DecideOnCraft(await Id(), moderator ?? UserId.New(), Verdict.Approve, [], ""))).Succeeded);
    }

    public static async Task<HttpResponseMessage> Write(HttpClient browser, string page, byte[]? photo, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        if (photo is not null)
        {
            var file = new ByteArrayContent(photo);
            file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            form.Add(file, "Photo", "anh.jpg");
        }

        return await browser.PostAsync(new Uri(page, UriKind.Relative), form, TestContext.Current.CancellationToken);
    }
}

using System.ComponentModel;
using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Api.Products;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Api.Makers;

/// <summary>A verified maker. <c>People</c> is named and <c>Story</c> told by consent only.</summary>
public sealed record ApiMaker(
    [property: Description("The maker's name in addresses; stable.")] string Slug,
    ApiText Name,
    [property: Description("Household, Group, Cooperative or Company.")] string Kind,
    [property: Description("Slug of the people, where the makers consent to its being shown; otherwise null.")] string? People,
    [property: Description("Code of the province, two digits, such as 08; of the places of this API.")] string Province,
    [property: Description("Commune of production.")] ApiText Commune,
    [property: Description("In the maker's words; empty without consent.")] ApiText Story,
    [property: Description("Products on sale now.")] int Products,
    [property: Description("The maker's page.")] string Url,
    [property: Description("Invented for demonstration.")] bool IsDemo);

internal sealed record ListApiMakers(string? After, string Origin) : IQuery<Result<ApiPage<ApiMaker>>>;

internal sealed record ShowApiMaker(string Slug, string Origin) : IQuery<ApiMaker?>;

internal sealed class ApiMakersHandler(MarketplaceDb db, CatalogIndex index, ShopNames shopNames)
    : IRequestHandler<ListApiMakers, Result<ApiPage<ApiMaker>>>, IRequestHandler<ShowApiMaker, ApiMaker?>
{
    public async Task<Result<ApiPage<ApiMaker>>> Handle(ListApiMakers query, CancellationToken ct)
    {
        if (ApiPage.Unknown(query.After) is { } unknown)
        {
            return unknown;
        }

        var after = query.After ?? "";
        var makers = await Read(db.Producers.Where(producer => producer.Slug.CompareTo(after) > 0), query.Origin, ct, ApiPage.Size + 1);
        return ApiPage.Of(makers, query.Origin + "/api/v1/makers", maker => maker.Slug);
    }

    public async Task<ApiMaker?> Handle(ShowApiMaker query, CancellationToken ct) =>
        (await Read(db.Producers.Where(producer => producer.Slug == query.Slug), query.Origin, ct)).FirstOrDefault();

    private async Task<List<ApiMaker>> Read(IQueryable<Producer> producers, string origin, CancellationToken ct, int most = 1)
    {
        await index.Ready(ct);
        var names = await shopNames.Get(ct);
        var rows = await (
            from producer in producers.AsNoTracking()
            where producer.Status == ProducerStatus.Verified
            join unit in db.AdminUnits on producer.UnitId equals unit.Id
            orderby producer.Slug
            select new
            {
                producer.Id,
                producer.Slug,
                producer.NameVi,
                producer.NameEn,
                producer.Kind,
                producer.PublicEthnicGroupId,
                HasConsent = db.Consents.ShowingPeople().Any(consent => consent.ProducerId == producer.Id),
                HasProfile = db.Consents.ShowingProfile().Any(consent => consent.ProducerId == producer.Id),
                CommuneVi = unit.NameVi,
                CommuneEn = unit.NameEn,
                unit.ParentId,
                producer.StoryVi,
                producer.StoryEn,
                producer.IsDemo,
            }).Take(most).ToListAsync(ct);
        return rows.ConvertAll(row => new ApiMaker(
            row.Slug, ApiText.Of(row.NameVi, row.NameEn), row.Kind.ToString(),
            row is { HasConsent: true, PublicEthnicGroupId: { } people } ? names.Peoples[people]?.Slug : null,
            row.ParentId is { } province ? names.Provinces[province]?.Slug ?? "" : "", ApiText.Of(row.CommuneVi, row.CommuneEn),
            row.HasProfile ? ApiText.Of(row.StoryVi, row.StoryEn) : ApiText.Of("", ""), index.CountOf(row.Id), $"{origin}/makers/{row.Slug}", row.IsDemo));
    }
}

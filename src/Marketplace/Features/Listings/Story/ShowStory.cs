using Marketplace.Domain.Catalog;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Story;

public sealed record ShowStory(ProducerId Producer, ProductId Product) : IQuery<StoryForm?>;

public sealed class StoryForm
{
    public string? NameVi { get; set; }

    public string? StoryVi { get; set; }

    public string? Seen { get; set; }

    [BindNever, ValidateNever]
    public string Root { get; set; } = "";

    [BindNever, ValidateNever]
    public long PriceDong { get; set; }

    /// <summary>Another name makes them wait to be verified again, which is said beforehand.</summary>
    [BindNever, ValidateNever]
    public bool HasVerifiedPapers { get; set; }

    /// <summary>What she receives for the price just saved, shown here so that it is seen without a script.</summary>
    [BindNever, ValidateNever]
    public LineEconomics? Receives { get; set; }
}

internal sealed class ShowStoryHandler(MarketplaceDb db) : IRequestHandler<ShowStory, StoryForm?>
{
    public Task<StoryForm?> Handle(ShowStory query, CancellationToken ct) => db.Products.AsNoTracking().SoldBy(query.Producer)
        .Where(product => product.Id == query.Product)
        .Select(product => new StoryForm
        {
            NameVi = product.NameVi,
            StoryVi = product.StoryVi,
            Seen = Seen.Story(product.NameVi, product.StoryVi),
            PriceDong = product.PriceDong,
            HasVerifiedPapers = db.Certificates.Any(certificate => certificate.ProductId == product.Id && certificate.VerifiedAt != null),
        })
        .SingleOrDefaultAsync(ct);
}

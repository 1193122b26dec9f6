using FluentValidation;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Catalog;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Story;

/// <summary>Names a listing and tells its story. Under another name its certificates wait to be verified again.</summary>
public sealed record SetStory(ProducerId Producer, Actor Actor, ProductId Product, string NameVi, string StoryVi) : ICommand<Result>, IProducerAct
{
    /// <summary>What the page showed; nothing where there was none.</summary>
    public string? Seen { get; init; }

    public string About => Product.Value.ToString();
}

internal sealed class SetStoryValidator : AbstractValidator<SetStory>
{
    public const int LongestName = 120;
    public const int LongestStory = 4000;

    public SetStoryValidator()
    {
        RuleFor(command => command.NameVi).Must(text => Typing.IsLine(text, 3, LongestName)).WithErrorCode("listings.name-required");
        RuleFor(command => command.StoryVi).Must(text => Typing.IsText(text, 0, LongestStory)).WithErrorCode("listings.story-too-long");
    }
}

internal sealed class SetStoryHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<SetStory, Result>
{
    public async Task<Result> Handle(SetStory command, CancellationToken ct)
    {
        var product = await db.Products.SoldBy(command.Producer).SingleOrDefaultAsync(product => product.Id == command.Product, ct);
        if (product is null)
        {
            return ProductRefusals.NotFound;
        }

        if (!product.CanBeEdited)
        {
            return ListingRefusals.NotEditable;
        }

        if (product.IsApproved && command.StoryVi != product.StoryVi && !StoryRule.Holds(command.StoryVi))
        {
            return new Refusal("listings.story-too-thin", nameof(command.StoryVi));
        }

        if (Seen.IsOld(command.Seen, Seen.Story(product.NameVi, product.StoryVi), Seen.Story(command.NameVi, command.StoryVi)))
        {
            return ListingRefusals.ChangedMeanwhile;
        }

        var (name, story) = (product.NameVi, product.StoryVi);
        if (product.IsApproved && await db.BlockedWordsAdded(clock.GetUtcNow().VietnamDay(), await db.WordsOnSale(product, ct), [command.NameVi, command.StoryVi], nameof(command.StoryVi), ct) is { } blocked)
        {
            return blocked;
        }

        (product.NameVi, product.StoryVi) = (command.NameVi, command.StoryVi);
        if (name != product.NameVi)
        {
            await db.AskForPapersAgain(product, command.Actor, clock.GetUtcNow(), ct);
        }

        if (product.PublishedAt is null)
        {
            product.Slug = ListingEdits.Slug(command.NameVi, product.Id);
        }

        db.Note(product, command.Actor, clock.GetUtcNow(), (nameof(product.NameVi), name, product.NameVi), (nameof(product.StoryVi), story, product.StoryVi));
        return Result.Ok;
    }
}

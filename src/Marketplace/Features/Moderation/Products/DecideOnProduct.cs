using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Products;

/// <summary>Publishes a listing, asks for changes or rejects it, with reasons.</summary>
public sealed record DecideOnProduct(ProductId Product, UserId Moderator, Verdict? Verdict, IReadOnlyList<string> Reasons, string Message) : ICommand<Result>;

internal sealed class DecideOnProductValidator : AbstractValidator<DecideOnProduct>
{
    public DecideOnProductValidator()
    {
        RuleFor(command => command.Verdict).Must(verdict => verdict is { } one && Enum.IsDefined(one)).WithErrorCode("moderation.verdict-required");
        RuleFor(command => command.Reasons)
            .Must((command, reasons) => command.Verdict is Verdict.Approve || (reasons.Count > 0 && reasons.All(Moderation.Reasons.ForProducts.Contains)))
            .WithErrorCode("moderation.reason-required");
        RuleFor(command => command.Message).Must(text => Typing.IsText(text, 0, Moderation.Reasons.LongestMessage)).WithErrorCode("moderation.message-too-long");
    }
}

internal sealed class DecideOnProductHandler(MarketplaceDb db, ProducerContacts contacts, TimeProvider clock) : IRequestHandler<DecideOnProduct, Result>
{
    public async Task<Result> Handle(DecideOnProduct command, CancellationToken ct)
    {
        if (await db.Products.SingleOrDefaultAsync(product => product.Id == command.Product, ct) is not { } product)
        {
            return ProductRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        var words = command.Verdict == Verdict.Approve ? "" : Reasons.Words(command.Reasons, command.Message, (await contacts.Of(product.ProducerId, ct)).Language);
        var result = command.Verdict == Verdict.Approve ? product.Approve(now) : product.Return(command.Verdict == Verdict.Reject, words);
        if (!result.Succeeded)
        {
            return result;
        }

        var reasons = string.Join('|', command.Reasons);
        db.ReviewDecisions.Add(new ReviewDecision
        {
            ProductId = product.Id,
            ModeratorId = command.Moderator,
            Decision = product.Status,
            Reasons = reasons,
            Message = words,
            At = now,
        });
        db.AuditEvents.Add(new AuditEvent
        {
            At = now,
            ActorId = command.Moderator,
            Action = "product.review",
            Subject = product.Id.Value.ToString(),
            Detail = $"{command.Verdict} {reasons}",
        });
        foreach (var edit in await db.ProductEdits.Where(edit => edit.ProductId == product.Id && edit.SeenAt == null).ToListAsync(ct))
        {
            edit.MarkSeen(command.Moderator, now);
        }

        return result;
    }
}

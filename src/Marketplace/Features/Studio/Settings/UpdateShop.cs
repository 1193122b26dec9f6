using FluentValidation;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Settings;

/// <summary>
/// Changes what buyers read about the shop and how it is reached. A story counts at once and is looked at afterwards; what stood there is kept. Only the
/// representative changes the telephone and the address, with their password: orders, money matters and warnings go there. Where they went before is told.
/// </summary>
public sealed record UpdateShop(
    ProducerId Producer, Actor Actor, bool IsRepresentative, string StoryVi, string StoryEn, string Phone, string Email, string ContactPassword = "") : ICommand<Result>
{
    /// <summary>Of a company or co-operative, as the representative wrote it; of others nothing is kept.</summary>
    public string RegistrationNumber { get; init; } = "";
}

internal sealed class UpdateShopValidator : AbstractValidator<UpdateShop>
{
    public UpdateShopValidator()
    {
        RuleFor(command => command.StoryVi).Must(text => Typing.IsText(text, 0, 4000)).WithErrorCode("studio.story-too-long");
        RuleFor(command => command.StoryEn).Must(text => Typing.IsText(text, 0, 4000)).WithErrorCode("studio.story-too-long");
        RuleFor(command => command.RegistrationNumber).Must(number => number.Length <= RegistrationNumbers.LongestTyped).WithErrorCode("studio.registration-required");
        RuleFor(command => command.Phone).Must(phone => Infrastructure.Messaging.Phone.ToE164(phone) is not null).WithErrorCode("studio.phone-required");
        RuleFor(command => command.Email).Must(Typing.IsEmailOrEmpty).WithErrorCode("studio.email-wrong");
    }
}

internal sealed class UpdateShopHandler(MarketplaceDb db, ShopContact contact, TimeProvider clock) : IRequestHandler<UpdateShop, Result>
{
    public async Task<Result> Handle(UpdateShop command, CancellationToken ct)
    {
        var producer = await db.Producers.SingleAsync(producer => producer.Id == command.Producer, ct);
        var phone = Infrastructure.Messaging.Phone.ToE164(command.Phone)!;
        if ((phone != producer.Phone || command.Email != producer.Email) && (!command.IsRepresentative || command.Actor.UserId is null))
        {
            return new Refusal("studio.contact-representative-only", phone != producer.Phone ? nameof(command.Phone) : nameof(command.Email));
        }

        if (await contact.Change(producer, command.Actor, phone, command.Email, command.ContactPassword, ct) is { } refusal)
        {
            return refusal;
        }

        var number = producer.RegistrationNumber;
        if (RegistrationNumbers.HasOne(producer.Kind) && command.IsRepresentative && command.RegistrationNumber != number)
        {
            if (RegistrationNumbers.Of(command.RegistrationNumber) is not { } registered)
            {
                return new Refusal("studio.registration-required", nameof(command.RegistrationNumber));
            }

            producer.RegistrationNumber = registered;
        }

        db.Note(
            producer.Id, command.Actor, clock.GetUtcNow(), (nameof(producer.StoryVi), producer.StoryVi, command.StoryVi), (nameof(producer.StoryEn), producer.StoryEn, command.StoryEn),
            (nameof(producer.RegistrationNumber), number, producer.RegistrationNumber));
        (producer.StoryVi, producer.StoryEn) = (command.StoryVi, command.StoryEn);
        return Result.Ok;
    }
}

/// <summary>Takes a break: nothing can be bought until it ends.</summary>
public sealed record PauseShop(ProducerId Producer, Actor Actor, bool IsPaused) : ICommand<Result>;

internal sealed class PauseShopHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<PauseShop, Result>
{
    public async Task<Result> Handle(PauseShop command, CancellationToken ct)
    {
        var producer = await db.Producers.SingleAsync(producer => producer.Id == command.Producer, ct);
        if (producer.IsPaused != command.IsPaused)
        {
            producer.IsPaused = command.IsPaused;
            db.AuditEvents.Add(new AuditEvent
            {
                At = clock.GetUtcNow(),
                ActorId = command.Actor.UserId,
                PrincipalId = command.Actor.Principal,
                Action = command.IsPaused ? "producer.pause" : "producer.resume",
                Subject = AuditSubject.Of(producer.Id),
            });
        }

        return Result.Ok;
    }
}

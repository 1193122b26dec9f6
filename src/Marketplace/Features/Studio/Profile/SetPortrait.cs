using FluentValidation;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Profile;

/// <summary>Shows a person of the shop, who permits it, or says anew what is in the photo. It counts at once and is looked at afterwards.</summary>
/// <param name="Producer">Whose portrait it is.</param>
/// <param name="Actor">Who acts.</param>
/// <param name="Person">Who is in the photo.</param>
/// <param name="Photo">Takes the place of the one before; left out, that stays.</param>
/// <param name="AltVi">What is in it.</param>
/// <param name="AltEn">The same in English.</param>
public sealed record SetPortrait(ProducerId Producer, Actor Actor, PersonId? Person, Stream? Photo, string AltVi, string AltEn) : ICommand<Result>;

/// <summary>Takes the portrait away. Asked for twice, it is gone once.</summary>
public sealed record RemovePortrait(ProducerId Producer, Actor Actor) : ICommand<Result>;

internal sealed class SetPortraitValidator : AbstractValidator<SetPortrait>
{
    public SetPortraitValidator()
    {
        RuleFor(command => command.AltVi).Must(text => Typing.IsLine(text, 1, Portrait.LongestAlt)).WithErrorCode("studio.portrait-alt-required").WithState(_ => new object[] { Portrait.LongestAlt });
        RuleFor(command => command.AltEn).Must(text => Typing.IsLine(text, 0, Portrait.LongestAlt)).WithErrorCode("studio.portrait-alt-too-long").WithState(_ => new object[] { Portrait.LongestAlt });
    }
}

internal sealed class SetPortraitHandler(MarketplaceDb db, IPhotoIntake intake, ProfileMedia profile, TimeProvider clock)
    : IRequestHandler<SetPortrait, Result>, IRequestHandler<RemovePortrait, Result>
{
    public async Task<Result> Handle(SetPortrait command, CancellationToken ct)
    {
        if (await db.WhoPermits(command.Producer, command.Person, ct) is not { } person)
        {
            return Permitted.Not(nameof(command.Person));
        }

        var portrait = await db.Portraits.SingleOrDefaultAsync(portrait => portrait.ProducerId == command.Producer, ct);
        if (command.Photo is null && portrait is null)
        {
            return new Refusal("studio.portrait-required", nameof(command.Photo));
        }

        var (now, before) = (clock.GetUtcNow(), portrait?.AltVi ?? "");
        if (command.Photo is { } photo)
        {
            // After a lost race the command runs again, on a stream read to its end.
            photo.Position = 0;
            var received = await intake.Receive(command.Producer, photo, ct);
            if (!received.Succeeded)
            {
                return Result.Refused([.. received.Refusals.Select(refusal => refusal.At(nameof(command.Photo)))]);
            }

            if (portrait is null)
            {
                portrait = new Portrait { ProducerId = command.Producer, PersonId = person, MediaId = received.Value, AltVi = command.AltVi };
                db.Portraits.Add(portrait);
            }
            else
            {
                var former = portrait.MediaId;
                portrait.MediaId = received.Value;

                // Seen before the former one goes, which nothing may name then.
                db.Entry(portrait).DetectChanges();
                await profile.RemovePicture(former, ct);
            }

            db.Keep(command.Producer, command.Actor, now, "Portrait", before, command.AltVi);
        }
        else
        {
            db.Note(command.Producer, command.Actor, now, ("Portrait", before, command.AltVi));
        }

        db.Note(command.Producer, command.Actor, now, ("PortraitEn", portrait!.AltEn, command.AltEn));
        (portrait.PersonId, portrait.AltVi, portrait.AltEn) = (person, command.AltVi, command.AltEn);
        await profile.Touch(command.Producer, ct);
        return Result.Ok;
    }

    public async Task<Result> Handle(RemovePortrait command, CancellationToken ct)
    {
        var words = await db.Portraits.Where(portrait => portrait.ProducerId == command.Producer).Select(portrait => portrait.AltVi).SingleOrDefaultAsync(ct);
        if (await profile.RemovePortrait(command.Producer, ct))
        {
            db.Keep(command.Producer, command.Actor, clock.GetUtcNow(), "Portrait", words ?? "", "");
        }

        return Result.Ok;
    }
}

internal static class Permitted
{
    /// <summary>Nobody of the shop permits to be shown and heard, or not the one who was named.</summary>
    public static Refusal Not(string field) => new("studio.profile-not-permitted", field);

    extension(MarketplaceDb db)
    {
        /// <returns>The one who was named, when they permit the shop to show them.</returns>
        public async Task<PersonId?> WhoPermits(ProducerId producer, PersonId? named, CancellationToken ct) =>
            named is { } person && await db.Consents.ShowingProfile().AnyAsync(consent => consent.ProducerId == producer && consent.PersonId == person, ct) ? person : null;
    }
}

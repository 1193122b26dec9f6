using Marketplace.Domain.Common;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using MediatR;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>An invented shop tells how it does a craft and sends it to the moderators. Its pictures are drawings, and said to be.</summary>
internal sealed record TellDemoCraft(ProducerId Producer, int Technique, DemoCraftRow Row, IReadOnlyList<DemoCraftStepRow> Steps) : ICommand<Result>;

internal sealed class TellDemoCraftHandler(MarketplaceDb db, IPhotoIntake photos, DemoPictures pictures, TimeProvider clock) : IRequestHandler<TellDemoCraft, Result>
{
    public async Task<Result> Handle(TellDemoCraft command, CancellationToken ct)
    {
        var (now, row) = (clock.GetUtcNow(), command.Row);
        var story = new CraftStory { ProducerId = command.Producer, TechniqueId = command.Technique };
        db.CraftStories.Add(story);
        story.Say(row.WhoVi, row.WhoEn, row.AgreedBy, now);
        foreach (var (index, step) in command.Steps.Index())
        {
            var picture = await photos.Receive(command.Producer, pictures.Of(step.Motif, index), ct, isIllustration: true);
            if (!picture.Succeeded)
            {
                return Result.Refused(picture.Refusals);
            }

            story.AddStep(picture.Value, step.TextVi, step.TextEn, now);
        }

        return story.Send(now);
    }
}

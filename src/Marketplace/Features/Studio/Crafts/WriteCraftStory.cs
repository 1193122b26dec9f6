using FluentValidation;
using Marketplace.Domain.Common;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Media;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Crafts;

public enum StepMove
{
    None = 0,
    Up = 1,
    Remove = 2,

    /// <summary>One more, of the photo and words that come with it.</summary>
    Add = 3,
}

/// <summary>What is done in a step, as typed beside its photo.</summary>
public sealed record StepWords(MediaId Step, string Vi, string En);

/// <summary>Writes down how a shop does one of its crafts. Whatever button was pressed, everything typed is kept, and a photo that came with it becomes the next step.</summary>
/// <param name="Producer">Whose story it is.</param>
/// <param name="Craft">Address of the craft.</param>
/// <param name="Words">Of the steps that are there.</param>
/// <param name="Photo">Of the next step, if there is one.</param>
/// <param name="Next">What is done in it.</param>
/// <param name="WhoMayMakeVi">Who of the community may make it.</param>
/// <param name="WhoMayMakeEn">The same in English.</param>
/// <param name="AgreedBy">Who of the community agreed that it is told, and in which role.</param>
/// <param name="Step">The step that is moved or removed.</param>
/// <param name="Move">What happens to it, or that one is added.</param>
public sealed record WriteCraftStory(
    ProducerId Producer, string Craft, IReadOnlyList<StepWords> Words, Stream? Photo, StepWords Next, string WhoMayMakeVi, string WhoMayMakeEn, string AgreedBy, MediaId Step = default,
    StepMove Move = StepMove.None) : ICommand<Result>;

internal sealed class WriteCraftStoryValidator : AbstractValidator<WriteCraftStory>
{
    public WriteCraftStoryValidator()
    {
        RuleFor(command => command.Move).Must(move => Enum.IsDefined(move)).WithErrorCode("crafts.move-unknown");
        RuleForEach(command => command.Words).ChildRules(Words);
        RuleFor(command => command.Next).ChildRules(Words);
        Line(command => command.WhoMayMakeVi, CraftStory.LongestWho, "crafts.who-too-long");
        Line(command => command.WhoMayMakeEn, CraftStory.LongestWho, "crafts.who-too-long");
        Line(command => command.AgreedBy, CraftStory.LongestAgreed, "crafts.agreed-too-long");
    }

    private static void Words(InlineValidator<StepWords> words)
    {
        words.RuleFor(one => one.Vi).Must(text => Typing.IsLine(text, 0, CraftStory.LongestStep)).WithErrorCode("crafts.step-too-long").WithState(_ => new object[] { CraftStory.LongestStep });
        words.RuleFor(one => one.En).Must(text => Typing.IsLine(text, 0, CraftStory.LongestStep)).WithErrorCode("crafts.step-too-long").WithState(_ => new object[] { CraftStory.LongestStep });
    }

    private void Line(System.Linq.Expressions.Expression<Func<WriteCraftStory, string>> text, int longest, string code) =>
        RuleFor(text).Must(typed => Typing.IsLine(typed, 0, longest)).WithErrorCode(code).WithState(_ => new object[] { longest });
}

internal sealed class WriteCraftStoryHandler(MarketplaceDb db, IPhotoIntake intake, ProfileMedia pictures, TimeProvider clock) : IRequestHandler<WriteCraftStory, Result>
{
    public async Task<Result> Handle(WriteCraftStory command, CancellationToken ct)
    {
        if (await db.CraftsOf(command.Producer).SingleOrDefaultAsync(craft => craft.Slug == command.Craft, ct) is not { } craft)
        {
            return CraftRefusals.NotFound;
        }

        if (command.Photo is null && (command.Move == StepMove.Add || command.Next.Vi.Length > 0 || command.Next.En.Length > 0))
        {
            return new Refusal("crafts.photo-required", nameof(command.Photo));
        }

        var story = await db.CraftStoryOf(command.Producer, command.Craft, ct);
        if (story is null)
        {
            story = new CraftStory { ProducerId = command.Producer, TechniqueId = craft.Id };
            db.CraftStories.Add(story);
        }

        var now = clock.GetUtcNow();
        var said = story.Say(command.WhoMayMakeVi, command.WhoMayMakeEn, command.AgreedBy, now);
        if (!said.Succeeded)
        {
            return said;
        }

        foreach (var words in command.Words)
        {
            story.Describe(words.Step, words.Vi, words.En, now);
        }

        await Move(story, command, now, ct);
        return command.Photo is { } photo ? await Add(story, photo, command.Next, now, ct) : Result.Ok;
    }

    private async Task Move(CraftStory story, WriteCraftStory command, DateTimeOffset now, CancellationToken ct)
    {
        // Asked for again after a lost answer, a step taken away is gone already.
        if (!story.Steps.Any(step => step.MediaId == command.Step))
        {
            return;
        }

        switch (command.Move)
        {
            case StepMove.Up:
                story.MoveUp(command.Step, now);
                break;
            case StepMove.Remove:
                story.Remove(command.Step, now);

                // Seen before the picture goes, which nothing may name then.
                db.ChangeTracker.DetectChanges();
                await pictures.RemovePicture(command.Step, ct);
                break;
        }
    }

    private async Task<Result> Add(CraftStory story, Stream photo, StepWords words, DateTimeOffset now, CancellationToken ct)
    {
        if (story.Steps.Count >= CraftStory.MostSteps)
        {
            return CraftRefusals.TooManySteps;
        }

        // After a lost race the command runs again, on a stream read to its end.
        photo.Position = 0;
        var received = await intake.Receive(story.ProducerId, photo, ct);
        return received.Succeeded
            ? story.AddStep(received.Value, words.Vi, words.En, now)
            : Result.Refused([.. received.Refusals.Select(refusal => refusal.At(nameof(WriteCraftStory.Photo)))]);
    }
}

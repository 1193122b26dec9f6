using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation;

/// <summary>What was changed since a moderator last looked, newest first among those not seen.</summary>
/// <param name="Rows">As many as a page shows.</param>
/// <param name="Path">Below the moderators' pages: what they belong to.</param>
/// <param name="CanBeSeen">What waits for a decision is seen with it.</param>
public sealed record EditsModel(IReadOnlyList<EditRow> Rows, string Path, bool CanBeSeen)
{
    public bool AsksToBeSeen => CanBeSeen && Rows.Any(edit => !edit.IsSeen);

    public long First => Rows.Where(edit => !edit.IsSeen).Select(edit => edit.Id).DefaultIfEmpty().Min();

    public long Last => Rows.Select(edit => edit.Id).DefaultIfEmpty().Max();
}

public sealed record EditRow(long Id, DateTimeOffset At, string Field, string Before, string After, bool ByHelper, bool IsSeen);

internal static class Edits
{
    private const int OnAPage = 50;

    extension<T>(IQueryable<T> edits)
        where T : KeptEdit
    {
        public Task<List<EditRow>> Rows(CancellationToken ct) => edits.AsNoTracking()
            .OrderBy(edit => edit.SeenAt != null).ThenByDescending(edit => edit.Id).Take(OnAPage)
            .Select(edit => new EditRow(edit.Id, edit.At, edit.Field, edit.Before, edit.After, edit.PrincipalId != null, edit.SeenAt != null))
            .ToListAsync(ct);

        /// <summary>Marks those not seen yet.</summary>
        public async Task<int> MarkSeen(UserId moderator, DateTimeOffset now, CancellationToken ct)
        {
            var unseen = await edits.Where(edit => edit.SeenAt == null).ToListAsync(ct);
            unseen.ForEach(edit => edit.MarkSeen(moderator, now));
            return unseen.Count;
        }

        /// <summary>Those that were seen with a decision wait again when it is taken back.</summary>
        public async Task MarkUnseen(ModeratorDecision decision, CancellationToken ct) =>
            (await edits.Where(edit => edit.SeenAt == decision.At && edit.SeenBy == decision.ModeratorId).ToListAsync(ct)).ForEach(edit => edit.MarkUnseen());
    }
}

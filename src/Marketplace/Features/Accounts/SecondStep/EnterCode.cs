using System.Globalization;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.SecondStep;

/// <summary>Ends a sign-in whose password was right. It succeeds also when the answer is no, because officials' wrong codes are written down.</summary>
/// <param name="User">Whose password it was.</param>
/// <param name="Stamp">Their account's at that time.</param>
/// <param name="Code">Of the app or a recovery code, as it was typed.</param>
public sealed record EnterCode(UserId User, string Stamp, string Code) : ICommand<Result<CodeAnswer>>;

/// <param name="Refusal">Why no session begins, or nothing.</param>
public sealed record CodeAnswer(Refusal? Refusal);

internal static class CodeRefusals
{
    public static readonly Refusal Late = new("accounts.code-late");
    public static readonly Refusal Wrong = new("accounts.code-wrong", nameof(EnterCode.Code));
    public static readonly Refusal Rests = new("accounts.code-rests", nameof(EnterCode.Code));
}

internal sealed class EnterCodeHandler(MarketplaceDb db, Authenticator authenticator, Guesses guesses, Outbox outbox, SiteAddress site, IPublisher publisher, TimeProvider clock)
    : IRequestHandler<EnterCode, Result<CodeAnswer>>
{
    public async Task<Result<CodeAnswer>> Handle(EnterCode command, CancellationToken ct)
    {
        var user = await db.Users.SingleOrDefaultAsync(user => user.Id == command.User.Value, ct);
        if (user is not { TwoFactorEnabled: true } || user.SecurityStamp != command.Stamp)
        {
            return new CodeAnswer(CodeRefusals.Late);
        }

        if (await guesses.Waits(user.Id, Guesses.SecondStep, ct))
        {
            await db.NoteSignIn(user, SignInNotes.Failed, "code rests", clock.GetUtcNow(), ct);
            return new CodeAnswer(CodeRefusals.Rests);
        }

        if (!await authenticator.Accepts(user, command.Code))
        {
            await guesses.Wrong(user.Id, Guesses.SecondStep, ct);
            await db.NoteSignIn(user, SignInNotes.Failed, "wrong code", clock.GetUtcNow(), ct);
            if (await guesses.Waits(user.Id, Guesses.SecondStep, ct))
            {
                TellOfGuesses(user);
            }

            return new CodeAnswer(CodeRefusals.Wrong);
        }

        if (!await guesses.Right(user.Id, Guesses.SecondStep, ct))
        {
            // Of many sent at once it came after the fifth wrong one; refused, it is not used up.
            return CodeRefusals.Rests;
        }

        await db.NoteSignIn(user, SignInNotes.SignedIn, "with a code", clock.GetUtcNow(), ct);
        await publisher.Publish(new UserSignedIn(user.UserId), ct);
        return new CodeAnswer(Refusal: null);
    }

    /// <summary>Whoever guesses at the code has the password, which its owner must hear of. Once a rest.</summary>
    private void TellOfGuesses(User user) => outbox.Add(
        Outbox.Message,
        new PersonalMessage(
            user.UserName!, Texts.In(user.Language, "accounts.message-guesses-subject", site.Name),
            Texts.In(user.Language, "accounts.message-guesses", site.Name, site.Of("/account/forgotten", user.Language))),
        string.Create(CultureInfo.InvariantCulture, $"code-guesses:{user.Id:N}:{clock.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute}"));
}

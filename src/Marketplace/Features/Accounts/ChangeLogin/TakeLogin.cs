using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
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

namespace Marketplace.Features.Accounts.ChangeLogin;

/// <summary>
/// Who is signed in and holds the link sent to the new address signs in with it from now on. Both are asked for, because a mistyped address is somebody else's and
/// its owner gets the link. Every other session ends, and the address before hears of it.
/// </summary>
/// <param name="User">Who is signed in.</param>
/// <param name="Token">Of the link.</param>
public sealed record TakeLogin(UserId User, string Token) : ICommand<Result<LoginTaken>>, ITransactional;

/// <param name="IsNew">Not so when it was theirs already: the button was pressed twice.</param>
public sealed record LoginTaken(bool IsNew);

internal sealed class TakeLoginHandler(MarketplaceDb db, LoginLinks links, Outbox outbox, SiteAddress site, HelpLine help, TimeProvider clock) : IRequestHandler<TakeLogin, Result<LoginTaken>>
{
    public async Task<Result<LoginTaken>> Handle(TakeLogin command, CancellationToken ct)
    {
        if (links.Open(command.Token) is not { } wanted || wanted.User != command.User)
        {
            return LoginRefusals.LinkOfNoUse;
        }

        var user = await db.Users.SingleAsync(user => user.Id == command.User.Value, ct);
        if (user.UserName == wanted.Login.Value)
        {
            return new LoginTaken(IsNew: false);
        }

        if (user.SecurityStamp != wanted.Stamp)
        {
            return LoginRefusals.LinkOfNoUse;
        }

        if (await db.Users.SignsInAs(wanted.Login).AnyAsync(ct))
        {
            return new Refusal("accounts.login-has-account");
        }

        var before = user.UserName!;
        await TakeAlong(before, wanted.Login.Value, ct);
        user.SignInAs(wanted.Login);
        user.EndSessions();
        db.AuditEvents.Add(new AuditEvent { At = clock.GetUtcNow(), ActorId = user.UserId, Action = "account.login", Subject = AuditSubject.OfAccount(user.UserId) });
        outbox.Add(
            Outbox.Message,
            new PersonalMessage(
                before, Texts.In(user.Language, "accounts.message-login-changed-subject", site.Name),
                Texts.In(user.Language, "accounts.message-login-changed", site.Name, help.For(user))),
            $"login-taken:{user.Id:N}:{user.SecurityStamp}");
        return new LoginTaken(IsNew: true);
    }

    /// <summary>What was asked for, or offered, at the address before: nobody is written to there any more, and whoever has it next does not get it.</summary>
    private async Task TakeAlong(string before, string now, CancellationToken ct)
    {
        var told = await db.StockAlerts.Where(alert => alert.Contact == now).Select(alert => alert.ProductId).ToListAsync(ct);
        await db.StockAlerts.Where(alert => alert.Contact == before && told.Contains(alert.ProductId)).ExecuteDeleteAsync(ct);
        await db.StockAlerts.Where(alert => alert.Contact == before).ExecuteUpdateAsync(set => set.SetProperty(alert => alert.Contact, now), ct);
        await db.Invitations.Where(invitation => invitation.Login == before).ExecuteUpdateAsync(set => set.SetProperty(invitation => invitation.Login, now), ct);
    }
}

internal static class LoginRefusals
{
    public static readonly Refusal LinkOfNoUse = new("accounts.login-link-of-no-use");
}

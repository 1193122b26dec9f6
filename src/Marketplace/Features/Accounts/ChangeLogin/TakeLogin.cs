using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Marketplace.Features.Accounts.ChangeLogin;

/// <summary>
/// Whoever holds the link sent to the new address signs in with it from now on: the address is proved, and the password was when it was asked for. Every session
/// ends, and the address before hears of it.
/// </summary>
/// <param name="Token">Of the link.</param>
public sealed record TakeLogin(string Token) : ICommand<Result<LoginTaken>>;

/// <param name="User">Whose login it is now.</param>
public sealed record LoginTaken(UserId User);

internal sealed class TakeLoginHandler(MarketplaceDb db, LoginLinks links, Outbox outbox, SiteAddress address, IOptions<SiteOptions> site, TimeProvider clock) : IRequestHandler<TakeLogin, Result<LoginTaken>>
{
    public async Task<Result<LoginTaken>> Handle(TakeLogin command, CancellationToken ct)
    {
        if (links.Open(command.Token) is not { } wanted || Login.Parse(wanted.Login) is not { } login
            || await db.Users.SingleOrDefaultAsync(user => user.Id == wanted.User, ct) is not { } user || user.SecurityStamp != wanted.Stamp)
        {
            return new Refusal("accounts.link-old");
        }

        if (await db.Users.SignsInAs(login).AnyAsync(ct))
        {
            return new Refusal("accounts.login-has-account");
        }

        var before = user.UserName!;
        user.SignInAs(login);
        user.EndSessions();
        db.AuditEvents.Add(new AuditEvent { At = clock.GetUtcNow(), ActorId = user.UserId, Action = "account.login", Subject = AuditSubject.OfAccount(user.UserId) });
        outbox.Add(
            Outbox.Message,
            new PersonalMessage(
                before, Texts.In(user.Language, "accounts.message-login-changed-subject", site.Value.Name),
                Texts.In(user.Language, "accounts.message-login-changed", site.Value.Name, site.Value.Phone is "" ? address.Of("/terms", user.Language) : Phone.ForPeople(site.Value.Phone))),
            $"login-taken:{user.Id:N}:{user.SecurityStamp}");
        return new LoginTaken(user.UserId);
    }
}

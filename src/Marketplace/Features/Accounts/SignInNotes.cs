using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts;

internal static class SignInNotes
{
    public const string SignedIn = "account.sign-in";

    /// <summary>The password was right; the code of the second step is yet to come.</summary>
    public const string CodeAsked = "account.code-asked";

    public const string Failed = "account.sign-in-failed";

    extension(MarketplaceDb db)
    {
        /// <summary>Whoever has more to do here than to buy and sell leaves a trace. Asked for nobody too, as the hash of a password is.</summary>
        public async Task NoteSignIn(User? user, string action, string detail, DateTimeOffset now, CancellationToken ct)
        {
            var id = user?.Id ?? Guid.Empty;
            if (await db.WorksHere(id, ct))
            {
                db.AuditEvents.Add(new AuditEvent
                {
                    At = now,
                    ActorId = action == SignedIn ? user!.UserId : null,
                    Action = action,
                    Subject = AuditSubject.OfAccount(new UserId(id)),
                    Detail = detail,
                });
            }
        }
    }
}

using Marketplace.Domain.Accounts;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Alarms;

/// <param name="Once">Unique for ever: each thing is told once to each.</param>
/// <param name="Details">{1} and on of the text, as words of that language.</param>
internal sealed record Alarm(string Once, Func<string, object[]> Details);

/// <summary>What cannot wait until a finance officer looks at the pages is written to all of them, each in their language.</summary>
internal sealed class FinanceLetters(MarketplaceDb db, Outbox outbox, SiteAddress site)
{
    private const int Most = 50;

    /// <param name="key">Of the text; its subject's key ends in <c>-subject</c>. {0} is the link.</param>
    /// <param name="page">Where it can be seen to.</param>
    /// <param name="alarms">Each is a letter to every officer.</param>
    /// <param name="ct">Ends the read.</param>
    public async Task Tell(string key, string page, IReadOnlyList<Alarm> alarms, CancellationToken ct)
    {
        var name = Roles.FinanceOfficer.ToUpperInvariant();
        var officers = await (
            from user in db.Users
            join held in db.UserRoles on user.Id equals held.UserId
            join role in db.Roles on held.RoleId equals role.Id
            where role.NormalizedName == name && user.UserName != null
            orderby user.Id
            select new { user.Id, user.UserName, user.Language }).Take(Most).ToListAsync(ct);
        foreach (var (once, details) in alarms)
        {
            var keys = officers.ConvertAll(officer => $"{once}:{officer.Id:N}");
            var told = await db.OutboxMessages.Where(message => keys.Contains(message.IdempotencyKey)).Select(message => message.IdempotencyKey).ToListAsync(ct);
            foreach (var (officer, own) in officers.Zip(keys).Where(one => !told.Contains(one.Second)))
            {
                object[] words = [site.Of(page, officer.Language), .. details(officer.Language)];
                outbox.Add(
                    Outbox.Message,
                    new PersonalMessage(officer.UserName!, Texts.In(officer.Language, key + "-subject", words), Texts.In(officer.Language, key, words)),
                    own);
            }
        }
    }
}

using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Producers;

namespace Marketplace.Features.Studio.Settings;

/// <summary>That a shop's money goes to another account: by the last digits, since an account is nobody's business in a letter.</summary>
/// <param name="FormerEnding">Empty when there was none.</param>
/// <param name="Ending">Of where it goes now.</param>
/// <param name="By">Name of who did it.</param>
/// <param name="At">When.</param>
/// <param name="WaitsUntil">Nothing is sent before.</param>
internal sealed record BankChange(string FormerEnding, string Ending, string By, DateTimeOffset At, DateTimeOffset WaitsUntil);

/// <summary>Tells everybody who represents the shop, or did lately, what changed, when, by whom, and what to do if it should not have.</summary>
internal static class BankMessages
{
    public static void TellOfAccount(this Outbox outbox, BankChange change, IReadOnlyList<ProducerContact> contacts, SiteAddress site)
    {
        outbox.TellEach($"bank:{Guid.CreateVersion7(change.At):N}", contacts, contact =>
        {
            var language = contact.Language;
            var (at, until) = (Format.Time(change.At, language), Format.Time(change.WaitsUntil, language));
            var told = change.FormerEnding is ""
                ? Texts.In(language, "studio.bank-given-text", contact.NameVi, change.Ending, at, change.By)
                : Texts.In(language, "studio.bank-changed-text", contact.NameVi, change.FormerEnding, change.Ending, at, change.By, until);
            var otherwise = Texts.In(
                language, "studio.bank-not-you", site.Of("/account/password", language), site.Of($"/studio/{contact.Slug}/settings", language), site.Name);
            return (Texts.In(language, "studio.bank-subject", contact.NameVi), told + "\n" + otherwise);
        });
    }
}

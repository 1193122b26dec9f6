using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Producers;

namespace Marketplace.Features.Studio;

/// <summary>Letters about what could take a shop away from those it belongs to: who represents it, where it is reached, where its money goes.</summary>
internal static class ShopAlarms
{
    /// <param name="outbox">Takes the letters.</param>
    /// <param name="key">Of what happened, once for ever.</param>
    /// <param name="contacts">As they were before it, so that whoever is pushed out hears of it too.</param>
    /// <param name="site">Where links lead.</param>
    /// <param name="place">Page of the studio on which it is put right.</param>
    /// <param name="told">What happened, in the reader's language.</param>
    public static void Alarm(this Outbox outbox, string key, IReadOnlyList<ProducerContact> contacts, SiteAddress site, string place, Func<string, string> told) =>
        outbox.TellEach(key, contacts, contact => (
            Texts.In(contact.Language, "studio.alarm-subject", contact.NameVi),
            told(contact.Language) + "\n" + Texts.In(
                contact.Language, "studio.alarm-not-you", site.Of("/account/password", contact.Language), site.Of($"/studio/{contact.Slug}/{place}", contact.Language), site.Name)));

    public static void TellEach(this Outbox outbox, string key, IReadOnlyList<ProducerContact> contacts, Func<ProducerContact, (string Subject, string Text)> letter)
    {
        foreach (var (number, contact) in contacts.Index())
        {
            var (subject, text) = letter(contact);
            outbox.Add(Outbox.Message, new PersonalMessage(contact.To, subject, text), $"{key}:{number}");
        }
    }
}

using Marketplace.Domain.Messaging;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Producers;

namespace Marketplace.Features.Studio.Mandates;

/// <summary>Tells both sides: the helper what may be done and until when, the shop that somebody may now act for it.</summary>
internal static class MandateMessages
{
    extension(Outbox outbox)
    {
        public void TellOfGiven(Mandate mandate, User helper, ProducerContact shop, SiteAddress site)
        {
            outbox.Add(
                Outbox.Message,
                new PersonalMessage(
                    helper.UserName!, Texts.In(helper.Language, "studio.mandate-subject", shop.NameVi),
                    Texts.In(
                        helper.Language, "studio.mandate-text", helper.DisplayName, shop.NameVi, Scope(helper.Language, mandate), LastDay(helper.Language, mandate),
                        site.Of($"/studio/{shop.Slug}", helper.Language))),
                $"mandate:{mandate.Id.Value:N}:helper");
            outbox.Add(
                Outbox.Message,
                new PersonalMessage(
                    shop.To, Texts.In(shop.Language, "studio.mandate-shop-subject", helper.DisplayName),
                    Texts.In(
                        shop.Language, "studio.mandate-shop-text", helper.DisplayName, shop.NameVi, Scope(shop.Language, mandate), LastDay(shop.Language, mandate),
                        site.Of($"/studio/{shop.Slug}/mandates", shop.Language))),
                $"mandate:{mandate.Id.Value:N}:shop");
        }

        public void TellOfRevoked(Mandate mandate, User helper, ProducerContact shop) => outbox.Add(
            Outbox.Message,
            new PersonalMessage(
                helper.UserName!, Texts.In(helper.Language, "studio.mandate-over-subject", shop.NameVi),
                Texts.In(helper.Language, "studio.mandate-over-text", helper.DisplayName, shop.NameVi)),
            $"mandate:{mandate.Id.Value:N}:over");
    }

    private static string Scope(string language, Mandate mandate) => Texts.In(language, "studio.scope." + mandate.Scope);

    private static string LastDay(string language, Mandate mandate) => Format.Day(mandate.LastDay, language);
}

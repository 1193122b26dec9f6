using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;

namespace Marketplace.Infrastructure.Messaging;

/// <summary>Writes to the buyer of an order, in the order's language, with the link that opens it.</summary>
public sealed class OrderLetters(Outbox outbox, SiteAddress site)
{
    /// <param name="order">Whose buyer.</param>
    /// <param name="key">Of the text; its subject's key ends in <c>-subject</c>. {0} is the order's number, {1} its link.</param>
    /// <param name="once">Unique for ever: each thing is told once.</param>
    /// <param name="details">{2} and on.</param>
    public void Tell(Order order, string key, string once, params object[] details)
    {
        var to = order.Address.Email.Length > 0 ? order.Address.Email : order.Address.Phone;
        var link = site.Of($"/orders/{order.Number}?key={order.AccessKey}", order.Language);
        object[] words = [order.Number, link, .. details];
        outbox.Add(Outbox.Message, new PersonalMessage(to, Texts.In(order.Language, key + "-subject", order.Number), Texts.In(order.Language, key, words)), once);
    }
}

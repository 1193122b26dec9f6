using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Web;
using Microsoft.Extensions.Options;

namespace Marketplace.Features.Accounts;

/// <summary>Where a letter sends whoever did not do what it tells of: the market's telephone, or, where none is configured, the page that says how to reach it.</summary>
internal sealed class HelpLine(IOptions<SiteOptions> options, SiteAddress site)
{
    public string For(User user) => options.Value.Phone is { Length: > 0 } phone ? Phone.ForPeople(phone) : site.Of("/terms", user.Language);
}

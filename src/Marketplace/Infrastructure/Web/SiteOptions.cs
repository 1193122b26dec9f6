using Marketplace.Infrastructure.Localization;

namespace Marketplace.Infrastructure.Web;

/// <summary>Who runs this market, as people see it. Section <c>Site</c>.</summary>
public sealed class SiteOptions
{
    public string Name { get; set; } = "Chợ Phiên";

    /// <summary>Who answers for the market by law: the name under which it is registered.</summary>
    public string Operator { get; set; } = "";

    public string Address { get; set; } = "";

    public string Email { get; set; } = "";

    /// <summary>The number to call for help; nothing hides it.</summary>
    public string Phone { get; set; } = "";

    /// <summary>Name and address of who answers for the goods in the European Union; while there is none, nothing is sold there (Regulation (EU) 2023/988, article 16).</summary>
    public string EuResponsiblePerson { get; set; } = "";

    /// <summary>As it is configured, and with the country's code for readers who may call from abroad.</summary>
    public string PhoneForPeople => Languages.Current == Languages.Default ? Phone : Messaging.Phone.ForPeople(Phone);
}

using Marketplace.Infrastructure.Caching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Features.Rules.Terms;

/// <summary>What a buyer may know before buying: who runs the market and how to reach them, paying, delivery, returns, complaints, personal data.</summary>
[AllowAnonymous]
[OutputCache(PolicyName = PublicPagePolicy.Name)]
[Route("terms")]
public sealed class ShowTermsController : Controller
{
    [HttpGet]
    public IActionResult Show() => View();
}

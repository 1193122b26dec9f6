using Marketplace.Infrastructure.Caching;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Features.Api.Reference;

/// <summary>The API's own description as a page, drawn by the server because the usual viewers need inline script.</summary>
[AllowAnonymous]
[OutputCache(PolicyName = PublicPagePolicy.Name)]
[ApiExplorerSettings(IgnoreApi = true)]
[Route("api/reference")]
public sealed class ReferenceController([FromKeyedServices(ApiSetup.Document)] IOpenApiDocumentProvider documents) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(CancellationToken ct) => View(ReferenceModel.Of(await documents.GetOpenApiDocumentAsync(ct)));
}

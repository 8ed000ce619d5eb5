// Activation tables of all layers in one memory with one or two read ports, value two cycles after the
// argument. Layer l has the 2^LOG words from l*2^LOG on; fields of 8 bits a layer: IN_WS width of the
// argument, SHIFTS its right shift, LOGS log2 of the entries that are used.
`default_nettype none
module layer_table #(
  parameter LAYERS = 1, parameter LW = 1, parameter IN_W = 16, parameter OUT_W = 16, parameter LOG = 8,
  parameter [8*LAYERS-1:0] IN_WS = 0, parameter [8*LAYERS-1:0] SHIFTS = 0,
  parameter [8*LAYERS-1:0] LOGS = 0, parameter PORTS = 1,
  /* verilator lint_off UNUSEDPARAM */
  parameter STYLE = "block",  // read by synthesis alone
  /* verilator lint_on UNUSEDPARAM */
  parameter IMAGE = ""
) (
  input  wire clk,
  input  wire [LW-1:0] layer,
  input  wire [PORTS*IN_W-1:0] a,
  output wire [PORTS*OUT_W-1:0] y
);
  localparam DEPTH = LAYERS << LOG;
  localparam AW = $clog2(DEPTH);
  (* ram_style = STYLE *) reg [OUT_W-1:0] mem [0:DEPTH-1];
  generate
    if (IMAGE != "") begin : g_image
      initial $readmemh(IMAGE, mem);
    end
  endgenerate
  genvar p, l;
  generate
    for (p = 0; p < PORTS; p = p + 1) begin : g_port
      wire [LAYERS*AW-1:0] each;
      wire [AW-1:0] at;
      for (l = 0; l < LAYERS; l = l + 1) begin : g_layer
        localparam WI = {24'd0, IN_WS[8*l +: 8]};
        localparam N = {24'd0, LOGS[8*l +: 8]};
        localparam [AW-1:0] BASE = l << LOG;
        wire [N-1:0] k;
        table_index #(.IN_W(WI), .SHIFT({24'd0, SHIFTS[8*l +: 8]}), .LOG(N)) index (.a(a[p*IN_W +: WI]), .k(k));
        if (N == AW) begin : g_full
          assign each[l*AW +: AW] = k;
        end else begin : g_part
          assign each[l*AW +: AW] = BASE | {{(AW-N){1'b0}}, k};
        end
      end
      if (LAYERS == 1) begin : g_one
        wire unused = &{1'b0, layer};
        assign at = each;
      end else begin : g_mux
        assign at = each[layer*AW +: AW];
      end
      reg [OUT_W-1:0] q1, q2;
      always @(posedge clk) begin
        q1 <= mem[at];
        q2 <= q1;
      end
      assign y[p*OUT_W +: OUT_W] = q2;
    end
  endgenerate
endmodule
`default_nettype wire
